"""What rules ask with: the platform through its Data Actions, the data set, and names that nobody has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, cast

from genesys_deploy.data_action.errors import DataActionError
from genesys_deploy.data_action.request import HttpRequest, build_request
from genesys_deploy.data_action.response import Failure, read_response
from irp_stub.contract.answer import Answer
from irp_stub.contract.catalogue import Purpose, credential_names
from irp_stub.contract.errors import CannotVerify, NotApplicable
from irp_stub.contract.traces import Traces
from irp_stub.contract.wire import missing_paths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from genesys_deploy.data_action.model import DataAction
    from irp_stub.contract.client import Sender
    from irp_stub.contract.dataset import Account, DataSet
    from irp_stub.contract.exchange import Exchange
    from irp_stub.contract.marks import Marks
    from irp_stub.contract.settings import Limits, Secrets

__all__ = ["NOT_SERVED", "NO_KEY", "Probe"]

T = TypeVar("T")
NO_KEY = "no-key-at-all"
"""Stands where the key would be, until the headers that hold it are taken away."""

NOT_SERVED = frozenset({404, 405, 501})
"""Nothing is at this address: the flow goes on without it."""

_CORRELATION = "ININ-Correlation-Id"


class Probe:
    """`url` is the platform's own address, without a slash at its end; the Data Actions hold theirs."""

    def __init__(
        self,
        *,
        client: Sender,
        catalogue: Mapping[Purpose, DataAction],
        data: DataSet,
        secrets: Secrets,
        limits: Limits,
        marks: Marks,
        url: str,
    ) -> None:
        self.client, self.catalogue, self.data = client, catalogue, data
        self.secrets, self.limits, self.marks, self.url = secrets, limits, marks, url
        self.traces = Traces()
        self._made: dict[Callable[[Probe], object], object] = {}

    def once(self, make: Callable[[Probe], T]) -> T:
        """What several rules look at, made when the first of them asks."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    def made(self, make: Callable[[Probe], T]) -> T | None:
        """The same, where a rule has asked for it already."""
        return cast("T | None", self._made.get(make))

    def need(self, part: T | None, what: str) -> T:
        """A part of the data set.

        Raises:
            NotApplicable: it is not there.
        """
        if part is None or part == ():
            raise NotApplicable(f"the data set has no `{what}`")
        return part

    def action(self, purpose: Purpose) -> DataAction:
        """The Data Action.

        Raises:
            NotApplicable: there is none, or the platform is not meant to serve it.
        """
        if purpose.value in self.data.without:
            raise NotApplicable(f'the data set is without "{purpose}": {self.data.without[purpose.value]}')
        if purpose not in self.catalogue:
            raise NotApplicable(f'there is no Data Action "{purpose}"')
        return self.catalogue[purpose]

    def request(self, purpose: Purpose, key: str | None = None, **inputs: object) -> HttpRequest:
        """What the platform would send; inputs that the Data Action has not got are left out."""
        action = self.action(purpose)
        names = {field.name for field in action.inputs}
        given = {name: value for name, value in inputs.items() if name in names}
        credentials = dict.fromkeys(credential_names(action), key or self.secrets.key)
        try:
            request = build_request(action, given, credentials)
        except DataActionError as error:
            raise NotApplicable(f"the Data Action cannot send this: {error.message}") from None
        headers = {name: text for name, text in request.headers.items() if NO_KEY not in text}
        return replace(request, headers={**headers, _CORRELATION: self.marks.conversation()})

    def send(self, request: HttpRequest) -> Exchange:
        return self.client.send(request)

    def ask(self, purpose: Purpose, key: str | None = None, **inputs: object) -> Answer:
        """Send it, and read the answer as the flow would."""
        return self.read(purpose, self.send(self.request(purpose, key, **inputs)))

    def read(self, purpose: Purpose, exchange: Exchange) -> Answer:
        """The answer as the flow would have it.

        Raises:
            CannotVerify: the Data Action itself cannot be read.
        """
        action = self.action(purpose)
        try:
            outcome = read_response(action, exchange.response) if exchange.response else None
        except DataActionError as error:
            hint = "genesys-deploy validate names the line"
            raise CannotVerify(f'the Data Action "{purpose}": {error.message}', hint=hint) from None
        unread = isinstance(outcome, Failure) and 200 <= (exchange.status or 0) < 300
        answer = Answer(action.name, exchange, outcome, missing_paths(action, exchange) if unread else ())
        self.traces.note(purpose, answer)
        return answer

    def resolve(
        self, channel: str, user_id: str | None = None, handle: str | None = None, **more: object
    ) -> Answer:
        """Who is it? The handle goes normalised and as it came, as the flow sends it."""
        inputs: dict[str, object] = {"channel": channel, "userId": user_id, "handleRaw": handle}
        inputs |= {"handle": _normalised(handle), "conversationId": self.marks.conversation(), **more}
        return self.ask(Purpose.RESOLVE, None, **inputs)

    def resolve_account(self, account: Account) -> Answer:
        return self.resolve(
            account.channel, account.user_id, account.handle, displayName=account.display_name
        )

    def served(self, purpose: Purpose, answer: Answer) -> Answer:
        """The answer.

        Raises:
            NotApplicable: the platform has nothing at this address, so that the flow goes on without it.
        """
        if answer.exchange.status in NOT_SERVED:
            raise NotApplicable(
                f'the platform does not serve "{purpose}" (it {answer.exchange.told()}); '
                "the flow goes on without it, as its attributes then say"
            )
        return answer


def _normalised(handle: str | None) -> str | None:
    return handle.strip().removeprefix("@").strip().lower() if handle is not None else None

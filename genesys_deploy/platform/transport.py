"""HTTP to the platform, plugged into the SDK in place of its own client.

The SDK's own client has no timeouts, ignores the environment's proxies, and re-sends a write whose answer was lost.
This one repeats only what is safe:

| what happened                        | a read         | a write                                |
|--------------------------------------|----------------|----------------------------------------|
| the connection could not be made     | tried again    | tried again                            |
| 429                                  | after the wait that the org asks for, within the budget |
| 401                                  | again, after logging in again                           |
| sent, and no answer came; 500 to 599 | tried again    | `UncertainWrite`: reading settles it   |
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import requests
from requests.adapters import HTTPAdapter

from genesys_deploy.platform.errors import (
    Outage,
    RateLimited,
    UncertainWrite,
    UnexpectedAnswer,
    Unreachable,
)
from genesys_deploy.platform.exchange import Answer, Call
from genesys_deploy.platform.patience import Clock, Patience, RetryBudget
from genesys_deploy.platform.refusal import refusal

if TYPE_CHECKING:
    from requests import PreparedRequest

    from genesys_deploy.source.errors import OrgError

__all__ = ["Login", "Timeouts", "Transport"]

CONNECTIONS = 16
RENEWALS = 3
"""How often one call logs in again: a new token may be taken away, too, while others work."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds; `answer` counts between bytes."""

    connect: float = 5.0
    answer: float = 60.0


class Login(Protocol):
    """Gets a new token in place of one that the org no longer accepts."""

    def renew(self, stale: str) -> str: ...


class Transport:
    """Sends calls; may be used by many threads at once."""

    def __init__(
        self,
        *,
        timeouts: Timeouts | None = None,
        budget: RetryBudget | None = None,
        clock: Clock | None = None,
        network: HTTPAdapter | None = None,
    ) -> None:
        self.login: Login | None = None
        self._timeouts = timeouts or Timeouts()
        self._budget = budget or RetryBudget()
        self.clock = clock or Clock()
        self._session = requests.Session()
        adapter = network or HTTPAdapter(pool_maxsize=CONNECTIONS, pool_block=True)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def request(self, options: Any) -> Answer:
        """Answer the SDK's `HttpRequestOptions`."""
        call = Call(
            options.method,
            options.url,
            options.headers,
            {name: str(value) for name, value in options.query_params.items()},
            options.body,
            options.post_params or None,
            marked_repeatable=bool(options.post_params),
        )
        answer = self.send(call)
        if call.form is not None and not answer.holds_token:
            raise UnexpectedAnswer(str(call), f"{answer.what} instead of a token")
        return answer

    def send(self, call: Call) -> Answer:
        """Send `call`, repeat it where that is safe and may help, and answer with 2xx or an error.

        Raises:
            OrgError: as the table above and `refusal` say.
        """
        patience = Patience(self._budget, self.clock)
        renewals = 0
        while True:
            try:
                answer = self._once(call)
            except _Lost as lost:
                if not (lost.may_repeat and patience.wait_for_recovery()):
                    raise lost.error from None
                continue
            if answer.ok:
                return answer
            if answer.status == 401 and call.bearer and self.login and renewals < RENEWALS:
                call, renewals = self._with_new_token(call, self.login), renewals + 1
                continue
            self._wait_or_raise(answer, patience)

    def ask(self, call: Call) -> Answer:
        """Send `call` a single time, and answer with whatever comes back.

        Raises:
            OrgError: nothing did.
        """
        try:
            return self._once(call)
        except _Lost as lost:
            raise lost.error from None

    def close(self) -> None:
        self._session.close()

    def _with_new_token(self, call: Call, login: Login) -> Call:
        token = login.renew(call.bearer or "")
        return replace(call, headers={**call.headers, "Authorization": f"Bearer {token}"})

    def _wait_or_raise(self, answer: Answer, patience: Patience) -> None:
        problem = refusal(answer)
        match problem:
            case RateLimited():
                waited = patience.wait(_asked(answer))
            case Outage() if answer.call.repeatable:
                waited = patience.wait_for_recovery(_asked(answer))
            case Outage():
                raise UncertainWrite(str(answer.call), f"answered with {answer.what}")
            case _:
                waited = False
        if not waited:
            raise problem

    def _once(self, call: Call) -> Answer:
        try:
            response = self._session.request(
                call.method,
                call.url,
                params=dict(call.query) or None,
                headers=dict(call.headers),
                json=call.body,
                data=call.content if call.form is None else dict(call.form),
                timeout=(self._timeouts.connect, self._timeouts.answer),
                allow_redirects=False,
                auth=_as_given,
            )
        except requests.RequestException as error:
            raise _Lost.classified(call, error) from None
        text = response.content.decode("utf-8-sig", "replace")
        return Answer(call, response.status_code, response.reason or "", text, response.headers)


def _as_given(request: PreparedRequest) -> PreparedRequest:
    """Keep the Authorization header: without an `auth`, requests lets ~/.netrc overwrite it."""
    return request


def _asked(answer: Answer) -> float | None:
    try:
        return float(answer.getheader("Retry-After") or "")
    except ValueError:
        return None


class _Lost(Exception):
    """No answer came; `may_repeat` where nothing was sent, or sending it again does no harm."""

    def __init__(self, error: OrgError, *, may_repeat: bool) -> None:
        self.error = error
        self.may_repeat = may_repeat
        super().__init__(str(error))

    @classmethod
    def classified(cls, call: Call, error: requests.RequestException) -> _Lost:
        why = _reason(error)
        if _never_sent(error):
            # A certificate, a proxy or an address that is wrong now is wrong in a second too.
            hopeless = isinstance(
                error, requests.exceptions.SSLError | requests.exceptions.ProxyError | ValueError
            )
            return cls(Unreachable(call.host, why), may_repeat=not hopeless)
        if call.repeatable:
            return cls(Unreachable(call.host, why), may_repeat=True)
        return cls(UncertainWrite(str(call), why), may_repeat=False)


def _never_sent(error: requests.RequestException) -> bool:
    """Whether the connection could not even be made."""
    if isinstance(error, requests.ConnectTimeout | ValueError) or _distrusted(error):
        return True
    if not isinstance(error, requests.ConnectionError):
        return False
    reason = getattr(error.args[0] if error.args else None, "reason", None)
    return type(reason).__name__ in {
        "NewConnectionError",
        "ConnectTimeoutError",
        "NameResolutionError",
        "ProxyError",
    }


def _distrusted(error: requests.RequestException) -> bool:
    """Whether the handshake failed; any other TLS error is a connection lost on the way."""
    return isinstance(error, requests.exceptions.SSLError) and any(
        sign in str(error) for sign in ("CERTIFICATE_VERIFY_FAILED", "WRONG_VERSION_NUMBER", "doesn't match")
    )


def _reason(error: requests.RequestException) -> str:
    match error:
        case requests.ConnectTimeout():
            return "no connection within the time allowed"
        case requests.Timeout():
            return "no answer came within the time allowed"
        case requests.exceptions.ProxyError():
            return "the proxy refuses or is not there"
        case requests.exceptions.SSLError() if _distrusted(error):
            return "its certificate is not trusted"
        case requests.ConnectionError() if _never_sent(error):
            return "nobody answers at that address"
        case _:
            return "the connection was lost"

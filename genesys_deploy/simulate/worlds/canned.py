"""A world of prepared answers: sealed, quick, the same each time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeAlias

from genesys_deploy.architect.expressions.values import Reference
from genesys_deploy.data_action.errors import ContractViolation
from genesys_deploy.data_action.failure import FAILURE_FIELDS
from genesys_deploy.data_action.request import build_request
from genesys_deploy.data_action.response import HttpResponse, Success, read_response
from genesys_deploy.simulate import requests as ask
from genesys_deploy.simulate.errors import WrongAnswer
from genesys_deploy.simulate.library import made_up_id
from genesys_deploy.simulate.worlds.transport import broken_contract, too_slow
from genesys_deploy.simulate.worlds.unanswered import unanswered

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.values import Record
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.simulate.requests import Answer, CallDataAction, Request
    from genesys_deploy.simulate.run import World

__all__ = ["Canned", "CannedWorld", "Failing", "HttpAnswer", "Outputs", "TimingOut"]

NO_TIME = timedelta(0)
_NO_FAILURE_OUTPUTS: Mapping[str, object] = {
    field.name: [] if field.type.endswith("Collection") else None for field in FAILURE_FIELDS
}


@dataclass(frozen=True, slots=True)
class Outputs:
    """The outputs as the flow sees them; what `takes` as long as the call's timeout is a timeout."""

    outputs: Mapping[str, object] = field(default_factory=dict)
    takes: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What the remote service answers; request and answer go through the Data Action's own contract and templates.

    `body` is text or JSON data.
    """

    status: int = 200
    body: object = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    takes: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class Failing:
    """The failure branch; a failure output that is not given is empty."""

    outputs: Mapping[str, object] = field(default_factory=dict)
    takes: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class TimingOut:
    """The timeout branch, after the timeout of the call."""


Canned: TypeAlias = Outputs | HttpAnswer | Failing | TimingOut


class CannedWorld:
    """Answers from what it was given.

    Data Actions by name, each with one answer or a sequence of them (the last one stays); objects of the org by kind
    and name, where `objects` is None any object is there; rows of data tables by table and key; outcomes of schedules
    and groups by name; conversation data by conversation id; contacts by id; bots and modules by name. A request that
    nothing answers goes to `otherwise`. One world may serve several runs: sequences go on.
    """

    def __init__(
        self,
        data_actions: Mapping[str, Canned | Sequence[Canned]] | None = None,
        *,
        contracts: Mapping[str, DataAction] | None = None,
        objects: Mapping[str, Mapping[str, str]] | None = None,
        tables: Mapping[str, Mapping[str, Mapping[str, object]]] | None = None,
        schedules: Mapping[str, str] | None = None,
        conversations: Mapping[str, Mapping[str, str]] | None = None,
        contacts: Mapping[str, Record] | None = None,
        bots: Mapping[str, ask.BotEnded] | None = None,
        modules: Mapping[str, Mapping[str, object]] | None = None,
        otherwise: World | None = None,
    ) -> None:
        self._data_actions = data_actions or {}
        self._contracts = contracts or {}
        self._objects = objects
        self._tables = tables or {}
        self._schedules = schedules or {}
        self._conversations = conversations or {}
        self._contacts = contacts or {}
        self._bots = bots or {}
        self._modules = modules or {}
        self._otherwise = otherwise
        self._calls: dict[str, int] = {}
        self._known: Mapping[type[Request], Mapping[str, object]] = {
            ask.CallDataAction: self._data_actions,
            ask.LookUpDataTable: self._tables,
            ask.EvaluateSchedule: self._schedules,
            ask.EvaluateScheduleGroup: self._schedules,
            ask.CallBot: self._bots,
            ask.CallModule: self._modules,
        }
        self._answerers: Mapping[type[Request], Callable[[Any], Answer | None]] = {
            ask.CallDataAction: self._call,
            ask.Find: self._find,
            ask.LookUpDataTable: self._row,
            ask.EvaluateSchedule: lambda request: self._schedule(request.schedule),
            ask.EvaluateScheduleGroup: lambda request: self._schedule(request.schedule_group),
            ask.GetConversationData: self._conversation,
            ask.GetExternalContact: self._contact,
            ask.CallBot: lambda request: self._bots.get(request.bot),
            ask.CallModule: self._module,
            ask.SetConversationData: lambda _: ask.ActionSucceeded(),
            ask.SendNotification: lambda _: ask.ActionSucceeded(),
        }

    def answer(self, request: Request) -> Answer:
        """The prepared answer.

        Raises:
            WrongAnswer: there is none.
        """
        answerer = self._answerers.get(type(request))
        answer = answerer(request) if answerer else None
        if answer is not None:
            return answer
        if self._otherwise is not None:
            return self._otherwise.answer(request)
        raise unanswered(request, self._known.get(type(request), ()))

    def _call(self, request: CallDataAction) -> Answer | None:
        prepared = self._data_actions.get(request.name)
        if prepared is None:
            return None
        if not isinstance(prepared, Sequence):
            return self._outcome(prepared, request)
        turn = self._calls.get(request.name, 0)
        self._calls[request.name] = turn + 1
        return self._outcome(prepared[min(turn, len(prepared) - 1)], request)

    def _outcome(self, canned: Canned, request: CallDataAction) -> Answer:
        limit = request.timeout
        if isinstance(canned, TimingOut):
            return ask.ActionTimedOut(limit or NO_TIME)
        if limit is not None and canned.takes >= limit:
            return ask.ActionTimedOut(limit)
        contract = self._contracts.get(request.name)
        if contract is not None and canned.takes.total_seconds() >= contract.timeout_seconds:
            return too_slow(contract.timeout_seconds, timedelta(seconds=contract.timeout_seconds))
        match canned:
            case Outputs(outputs=outputs):
                return ask.ActionSucceeded(outputs, canned.takes)
            case Failing(outputs=outputs):
                return ask.ActionFailed({**_NO_FAILURE_OUTPUTS, **outputs}, canned.takes)
            case HttpAnswer():
                return self._through_templates(canned, request)

    def _through_templates(self, canned: HttpAnswer, request: CallDataAction) -> Answer:
        contract = self._contracts.get(request.name)
        if contract is None:
            raise WrongAnswer(
                f'an HTTP answer for "{request.name}" needs its Data Action, which is not at hand',
                hint="give its flow outputs instead, or the file of the Data Action",
            )
        try:
            build_request(contract, request.inputs)
        except ContractViolation as violation:
            return broken_contract(violation)
        body = canned.body if isinstance(canned.body, str) else json.dumps(canned.body)
        outcome = read_response(contract, HttpResponse(canned.status, body, canned.headers))
        if isinstance(outcome, Success):
            return ask.ActionSucceeded(outcome.outputs, canned.takes)
        return ask.ActionFailed(outcome.outputs, canned.takes)

    def _find(self, request: ask.Find) -> Answer:
        kind, wanted = request.kind, request.wanted
        if self._objects is None:
            return ask.Found(Reference(kind, made_up_id(kind, wanted), wanted))
        for name, identifier in self._objects.get(kind, {}).items():
            if wanted in {name, identifier}:
                return ask.Found(Reference(kind, identifier, name))
        return ask.NotFound()

    def _row(self, request: ask.LookUpDataTable) -> Answer | None:
        rows = self._tables.get(request.table)
        if rows is None:
            return None
        return ask.RowFound(rows[request.key]) if request.key in rows else ask.NotFound()

    def _conversation(self, request: ask.GetConversationData) -> Answer:
        data = self._conversations.get(request.conversation_id)
        return ask.NotFound() if data is None else ask.ConversationData(data)

    def _contact(self, request: ask.GetExternalContact) -> Answer:
        record = self._contacts.get(request.id)
        return ask.NotFound() if record is None else ask.ContactFound(record)

    def _module(self, request: ask.CallModule) -> Answer | None:
        outputs = self._modules.get(request.module)
        return None if outputs is None else ask.ActionSucceeded(outputs)

    def _schedule(self, judged: Reference | None) -> Answer | None:
        outcome = self._schedules.get(judged.name or judged.id) if judged else None
        return ask.ScheduleEvaluated(outcome) if outcome else None

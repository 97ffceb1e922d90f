"""What the world may answer: every branch of every request."""

from __future__ import annotations

from datetime import timedelta
from functools import singledispatch
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.values import Reference
from genesys_deploy.data_action.failure import FAILURE_FIELDS
from genesys_deploy.simulate import requests as ask
from genesys_deploy.simulate.errors import NotSimulated
from genesys_deploy.simulate.library import made_up_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Outputs", "answers"]

SOON = timedelta(milliseconds=10)
JUST_IN_TIME = timedelta(milliseconds=1)
DEFAULT_TIMEOUT = timedelta(seconds=60)

Outputs = "Callable[[ask.CallDataAction], Iterable[str]]"
"""The names of a Data Action's outputs."""


def answers(
    request: ask.Request, outputs: Callable[[ask.CallDataAction], Iterable[str]]
) -> tuple[ask.Answer, ...]:
    """Every answer that makes a difference, but for the values of outputs, which stay open.

    A Data Action answers at once, or just before the flow would give it up.

    Raises:
        NotSimulated: nothing says how such a request may be answered.
    """
    if isinstance(request, ask.CallDataAction):
        return _call(request, tuple(outputs(request)))
    return _answers(request)


def _call(request: ask.CallDataAction, outputs: tuple[str, ...]) -> tuple[ask.Answer, ...]:
    timeout = request.timeout or DEFAULT_TIMEOUT
    found = {name: ask.Open(f"{request.name}.{name}") for name in outputs}
    failed: dict[str, object] = dict.fromkeys((field.name for field in FAILURE_FIELDS), None)
    failed["status"] = ask.Open(f"{request.name}.failure.status")
    late = timeout - JUST_IN_TIME
    return (
        ask.ActionSucceeded(found, SOON),
        ask.ActionSucceeded(found, late),
        ask.ActionFailed(failed, SOON),
        ask.ActionFailed(failed, late),
        ask.ActionTimedOut(timeout),
    )


@singledispatch
def _answers(request: object) -> tuple[ask.Answer, ...]:
    raise NotSimulated(f"nothing says how this may be answered: {type(request).__name__}")


@_answers.register
def _find(request: ask.Find) -> tuple[ask.Answer, ...]:
    found = Reference(request.kind, made_up_id(request.kind, request.wanted), request.wanted)
    return ask.Found(found), ask.NotFound()


@_answers.register
def _row(_request: ask.LookUpDataTable) -> tuple[ask.Answer, ...]:
    return ask.RowFound({}), ask.NotFound(), ask.LookupFailed("DataTablesInternalServerError", "")


@_answers.register
def _schedule(_request: ask.EvaluateSchedule) -> tuple[ask.Answer, ...]:
    return tuple(ask.ScheduleEvaluated(outcome) for outcome in ("active", "inactive"))


@_answers.register
def _group(_request: ask.EvaluateScheduleGroup) -> tuple[ask.Answer, ...]:
    return tuple(ask.ScheduleEvaluated(outcome) for outcome in ("open", "closed", "holiday", "emergency"))


@_answers.register
def _read_data(_request: ask.GetConversationData) -> tuple[ask.Answer, ...]:
    return ask.ConversationData({}), ask.NotFound()


@_answers.register(ask.SetConversationData)
@_answers.register(ask.SendNotification)
@_answers.register(ask.CallModule)
def _done(_request: object) -> tuple[ask.Answer, ...]:
    return ask.ActionSucceeded(), ask.ActionFailed()


@_answers.register
def _contact(_request: ask.GetExternalContact) -> tuple[ask.Answer, ...]:
    return (ask.NotFound(),)


@_answers.register
def _bot(_request: ask.CallBot) -> tuple[ask.Answer, ...]:
    return ask.BotEnded(), ask.ActionFailed()

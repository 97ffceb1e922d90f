"""The Data Actions that a run called: what went in, what went out over HTTP, what came back."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.data_action.errors import DataActionError
from genesys_deploy.data_action.request import build_request
from genesys_deploy.simulate import events as event

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.source.document import Plain

__all__ = ["Call", "answers_of", "calls_of"]


@dataclass(slots=True)
class Call:
    """A call; no `outcome` where it was not answered. `answer` says the same again in a scenario.

    `request` is what the templates make of the inputs, without the headers, which may hold secrets; empty where the
    Data Action is not at hand.
    """

    name: str
    category: str
    inputs: Mapping[str, object]
    request: str = ""
    outcome: str = ""
    outputs: Mapping[str, object] = field(default_factory=dict)
    milliseconds: int = 0
    answer: Plain = None


def calls_of(stream: Iterable[event.Event], actions: Mapping[str, DataAction]) -> tuple[Call, ...]:
    """The calls in their order; `actions` are those that are at hand."""
    calls: list[Call] = []
    for one in stream:
        match one:
            case event.DataActionCalled():
                inputs = dict(one.inputs)
                calls.append(Call(one.name, one.category, inputs, _request(actions.get(one.name), inputs)))
            case event.DataActionAnswered() if calls:
                last = calls[-1]
                last.outcome, last.outputs = one.outcome, dict(one.outputs)
                last.milliseconds = round(one.elapsed.total_seconds() * 1000)
                last.answer = _answer(one)
    return tuple(calls)


def answers_of(calls: Iterable[Call]) -> Mapping[str, Plain]:
    """How each Data Action answered, so that the same can be played again without the service."""
    answers: dict[str, list[Plain]] = {}
    for call in calls:
        if call.answer is not None:
            answers.setdefault(call.name, []).append(call.answer)
    return {name: given[0] if len(given) == 1 else given for name, given in answers.items()}


def _request(action: DataAction | None, inputs: Mapping[str, object]) -> str:
    if action is None:
        return ""
    try:
        request = build_request(action, inputs)
    except DataActionError as error:
        return error.message
    return f"{request.method} {request.url}" + (f"\n\n{request.body}" if request.body else "")


def _answer(answered: event.DataActionAnswered) -> Plain:
    if answered.outcome == "timeout":
        return "timeout"
    key = "outputs" if answered.outcome == "success" else "failure"
    answer: dict[str, Plain] = {key: dict(answered.outputs)}  # type: ignore[arg-type]
    if seconds := round(answered.elapsed.total_seconds(), 3):
        answer["takes"] = seconds
    return answer

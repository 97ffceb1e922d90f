"""A run told to people: what the flow did, line by line, from the stream of events."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from genesys_deploy.architect.expressions.display import to_text
from genesys_deploy.simulate import events

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from genesys_deploy.simulate.endings import Ending

__all__ = ["Line", "describe_ending", "transcript"]

# Their branch, call or ending tells what they did.
SKIPPED_ACTIONS = frozenset({"decision", "switch", "callData", "transferToAcd", "disconnect", "changeState"})
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Line:
    """`style` is a word for presenters: "heading", "step", "call", "detail", "error", "ending"."""

    text: str
    style: str
    depth: int = 0


def transcript(stream: Iterable[events.Event], *, detailed: bool = False) -> Iterator[Line]:
    """The lines of a run; `detailed` adds the expressions, the values and where each stands in the template."""
    tellers = _DETAILED if detailed else _TELLERS
    for event in stream:
        tell = tellers.get(type(event))
        if tell is not None and (line := tell(event)) is not None:
            yield line


def describe_ending(ending: Ending) -> str:
    """Where the conversation is now, in one line."""
    if ending.queue is None:
        return f"{ending.kind}{f': {ending.reason}' if ending.reason else ''}"
    parts = [ending.queue, f"priority {ending.priority}"]
    parts += [f"skills {', '.join(ending.skills)}"] if ending.skills else []
    parts += [f"language {ending.language_skill}"] if ending.language_skill else []
    return ", ".join(parts) + (f" ({ending.reason})" if ending.reason else "")


def _started(event: events.FlowStarted) -> Line:
    return Line(f"{event.name} ({event.kind})", "heading")


def _state(event: events.StateEntered) -> Line:
    return Line(event.name, "heading", 1)


def _action(event: events.ActionEntered) -> Line | None:
    return None if event.kind in SKIPPED_ACTIONS else Line(event.name or event.kind, "step", 2)


def _action_and_place(event: events.ActionEntered) -> Line:
    return Line(f"{event.name or event.kind}   {event.span}", "step", 2)


def _branch(event: events.BranchTaken) -> Line:
    return Line(f"→ {event.branch}", "detail", 3)


def _expression(event: events.ExpressionEvaluated) -> Line:
    return Line(f"{event.text} = {_shown(event.value)}", "detail", 3)


def _variable(event: events.VariableSet) -> Line:
    return Line(f"{event.name} := {_shown(event.value)}", "detail", 3)


def _attribute(event: events.ParticipantDataSet) -> Line | None:
    return Line(f"{event.name} = {event.value!r}", "detail", 3) if event.value else None


def _called(event: events.DataActionCalled) -> Line:
    return Line(f"{event.name} {_json(event.inputs)}", "call", 2)


def _answered(event: events.DataActionAnswered) -> Line:
    milliseconds = event.elapsed.total_seconds() * 1000
    return Line(f"{event.outcome} after {milliseconds:.0f} ms {_json(event.outputs)}", "call", 3)


def _response(event: events.ResponseSent) -> Line:
    return Line(f"the customer sees: {event.text}", "step", 2)


def _error(event: events.ErrorRaised) -> Line:
    place = f"{event.span}: " if event.span else ""
    return Line(f"error: {place}{event.message}", "error", 2)


def _ended(event: events.FlowEnded) -> Line:
    return Line(describe_ending(event.ending), "ending")


_TELLERS: Mapping[type, Callable[[Any], Line | None]] = {
    events.FlowStarted: _started,
    events.StateEntered: _state,
    events.TaskEntered: _state,
    events.DataActionCalled: _called,
    events.DataActionAnswered: _answered,
    events.ResponseSent: _response,
    events.ErrorRaised: _error,
    events.FlowEnded: _ended,
    events.ActionEntered: _action,
    events.ParticipantDataSet: _attribute,
}
_DETAILED: Mapping[type, Callable[[Any], Line | None]] = {
    **_TELLERS,
    events.ActionEntered: _action_and_place,
    events.BranchTaken: _branch,
    events.ExpressionEvaluated: _expression,
    events.VariableSet: _variable,
}


def _shown(value: Any) -> str:
    text = to_text(value)
    return "NOT_SET" if text is None else _cut(repr(text) if isinstance(value, str) else text)


def _json(values: Mapping[str, object]) -> str:
    told = {name: value for name, value in values.items() if value not in (None, "")}
    return _cut(json.dumps(told, ensure_ascii=False, default=str)) if told else ""


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

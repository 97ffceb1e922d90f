"""What happened within one step, as lines of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from genesys_deploy.architect.expressions.display import to_text
from genesys_deploy.simulate import events

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from genesys_deploy.architect.expressions.values import Value

__all__ = ["Note", "note_of"]

LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Note:
    """`kind` is a word for presenters: "expression", "variable", "attribute", "said", "error" …."""

    kind: str
    text: str
    value: str = ""
    place: str = ""


def note_of(event: events.Event) -> Note | None:
    """The line of an event; None for one that the page shows otherwise."""
    teller = _TELLERS.get(type(event))
    return teller(event) if teller else None


def _expression(event: events.ExpressionEvaluated) -> Note:
    return Note("expression", event.text, _shown(event.value), str(event.span))


def _error(event: events.ErrorRaised) -> Note:
    return Note("error", event.message, "", str(event.span) if event.span else "")


def _sought(event: events.ObjectSought) -> Note:
    return Note("sought", f"{event.kind} {event.wanted}", "found" if event.found else "not there")


def _conversation_data(event: events.ConversationDataSet) -> Note:
    return Note("conversation data", event.conversation_id, _pairs(event.attributes))


_TELLERS: Final[Mapping[type, Callable[[Any], Note]]] = {
    events.ExpressionEvaluated: _expression,
    events.VariableSet: lambda event: Note("variable", event.name, _shown(event.value)),
    events.ParticipantDataSet: lambda event: Note("attribute", event.name, _shown(event.value)),
    events.ParticipantDataRead: lambda event: Note("attribute read", event.name, _shown(event.value)),
    events.ConversationDataSet: _conversation_data,
    events.DataActionCalled: lambda event: Note("call", event.name, _pairs(event.inputs)),
    events.DataActionAnswered: lambda event: Note("answer", event.outcome, _pairs(event.outputs)),
    events.ObjectSought: _sought,
    events.BotCalled: lambda event: Note("bot", event.bot, _shown(event.input_text)),
    events.NotificationSent: lambda event: Note("notification", event.subject or "", event.body or ""),
    events.ScreenPopSet: lambda event: Note("screen pop", event.script, _pairs(event.inputs)),
    events.ResponseSent: lambda event: Note("said", event.text),
    events.Waited: lambda event: Note("waited", str(event.duration)),
    events.ErrorRaised: _error,
}


def _pairs(values: Mapping[str, Any]) -> str:
    return "\n".join(f"{name} = {_shown(value)}" for name, value in values.items())


def _shown(value: Value | list[Any] | float) -> str:
    text = str(value) if isinstance(value, list | float | dict) else to_text(value)
    if text is None:
        return "NOT_SET"
    text = f'"{text}"' if isinstance(value, str) else text
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

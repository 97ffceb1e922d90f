"""What became of a message, as the page shows it: step by step, and what everybody sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.playground.notes import Note, note_of
from genesys_deploy.report.transcript import describe_ending
from genesys_deploy.simulate import events as event

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from genesys_deploy.playground.conversation import Turn
    from genesys_deploy.simulate.scenario.runner import MessageResult, ScenarioResult
    from genesys_deploy.source.document import Plain

__all__ = ["Call", "Ended", "Told", "tell"]

NOTICE = "agentNotice"


@dataclass(slots=True)
class Walked:
    """One action that was executed; `here` where it is in the flow itself, not in a module. `branches` were taken."""

    path: str
    name: str
    kind: str
    place: str
    section: str
    here: bool
    branches: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Call:
    """A Data Action's call; no `outcome` where it was not answered. `answer` says the same again in a scenario."""

    name: str
    category: str
    inputs: Mapping[str, object]
    outcome: str = ""
    outputs: Mapping[str, object] = field(default_factory=dict)
    milliseconds: int = 0
    answer: Plain = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """Participant data; `before` is what the message before left, None where there was nothing."""

    name: str
    value: str
    before: str | None


@dataclass(frozen=True, slots=True)
class Ended:
    """Where the conversation is; `summary` says it in one line."""

    kind: str
    summary: str
    queue: str | None = None
    priority: int = 0
    skills: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One message; no `sender` where the platform says none. `error` is why its run could not go on; the steps are then those until there."""

    sender: str | None
    text: str | None
    steps: tuple[Walked, ...]
    calls: tuple[Call, ...]
    attributes: tuple[Attribute, ...]
    says: tuple[str, ...]
    ending: Ended
    actions: int
    notice: str = ""
    error: str = ""
    answers: Mapping[str, Plain] = field(default_factory=dict)


def tell(result: ScenarioResult, turns: Iterable[Turn]) -> tuple[Told, ...]:
    """Each message of a played conversation."""
    told: list[Told] = []
    before: Mapping[str, str] = {}
    flow = str(result.subject.program.flow.name)
    for message, turn in zip(result.messages, turns, strict=True):
        told.append(_message(message, turn, flow, before))
        before = message.outcome.attributes
    return tuple(told)


def _message(message: MessageResult, turn: Turn, flow: str, before: Mapping[str, str]) -> Told:
    outcome = message.outcome
    attributes = (
        Attribute(name, value, before.get(name)) for name, value in outcome.attributes.items() if value
    )
    text = turn.message.text
    if text is None and not turn.message.attachment:
        text = "hello"
    calls = _calls(message.events)
    return Told(
        turn.message.sender,
        text,
        _steps(message.events, flow),
        calls,
        tuple(sorted(attributes, key=lambda one: one.name)),
        outcome.says or tuple(one.text for one in message.events if isinstance(one, event.ResponseSent)),
        _ended(message),
        outcome.actions,
        outcome.attributes.get(NOTICE, ""),
        outcome.error,
        _answers(calls),
    )


def _steps(stream: Iterable[event.Event], flow: str) -> tuple[Walked, ...]:
    steps: list[Walked] = []
    sections = [""]
    for one in stream:
        match one:
            case event.StateEntered():
                sections = [one.name]
            case event.TaskEntered():
                sections.append(one.name)
            case event.TaskLeft():
                sections = sections[:-1] or [""]
            case event.ActionEntered():
                here = one.flow in {"", flow}
                steps.append(Walked(one.path, one.name, one.kind, str(one.span), sections[-1], here))
            case event.BranchTaken() if steps:
                _owner(steps, one.path).branches.append(one.branch)
            case _ if steps and (note := note_of(one)) is not None:
                steps[-1].notes.append(note)
    return tuple(steps)


def _owner(steps: list[Walked], path: str) -> Walked:
    """The step that a branch belongs to; a loop's comes back to it after others."""
    return next((step for step in reversed(steps) if step.path == path), steps[-1])


def _calls(stream: Iterable[event.Event]) -> tuple[Call, ...]:
    calls: list[Call] = []
    for one in stream:
        match one:
            case event.DataActionCalled():
                calls.append(Call(one.name, one.category, dict(one.inputs)))
            case event.DataActionAnswered() if calls:
                last = calls[-1]
                last.outcome, last.outputs = one.outcome, dict(one.outputs)
                last.milliseconds = round(one.elapsed.total_seconds() * 1000)
                last.answer = _answer(one)
    return tuple(calls)


def _answer(answered: event.DataActionAnswered) -> Plain:
    if answered.outcome == "timeout":
        return "timeout"
    key = "outputs" if answered.outcome == "success" else "failure"
    answer: dict[str, Plain] = {key: dict(answered.outputs)}  # type: ignore[arg-type]
    if seconds := round(answered.elapsed.total_seconds(), 3):
        answer["takes"] = seconds
    return answer


def _answers(calls: Iterable[Call]) -> Mapping[str, Plain]:
    """How each Data Action answered, so that the same can be played again without the service."""
    answers: dict[str, list[Plain]] = {}
    for call in calls:
        if call.answer is not None:
            answers.setdefault(call.name, []).append(call.answer)
    return {name: given[0] if len(given) == 1 else given for name, given in answers.items()}


def _ended(message: MessageResult) -> Ended:
    outcome = message.outcome
    if message.run is None:
        return Ended("error", outcome.error)
    summary = describe_ending(message.run.ending)
    return Ended(outcome.ending, summary, outcome.queue, outcome.priority, outcome.skills, outcome.language)

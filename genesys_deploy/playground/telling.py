"""What became of a message, as the page shows it: step by step, and what everybody sees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from genesys_deploy.playground.calling import answers_of, calls_of
from genesys_deploy.playground.walking import walk
from genesys_deploy.report.transcript import describe_ending
from genesys_deploy.simulate.events import ResponseSent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from genesys_deploy.playground.calling import Call
    from genesys_deploy.playground.conversation import Turn
    from genesys_deploy.playground.walking import Walked
    from genesys_deploy.simulate.scenario.flows import Subject
    from genesys_deploy.simulate.scenario.runner import MessageResult, ScenarioResult
    from genesys_deploy.source.document import Plain

__all__ = ["Attribute", "Ended", "Told", "tell"]

NOTICE: Final = "agentNotice"


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
    """One message; no `sender` where the platform says none.

    `error` is why its run could not go on; the steps are then those until there. Of too many steps some are
    `left_out` in the middle. `answers` are those of the Data Actions, as a scenario says them.
    """

    sender: str | None
    text: str | None
    steps: tuple[Walked, ...]
    left_out: int
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
    for message, turn in zip(result.messages, turns, strict=True):
        told.append(_message(message, turn, result.subject, before))
        before = message.outcome.attributes
    return tuple(told)


def _message(message: MessageResult, turn: Turn, subject: Subject, before: Mapping[str, str]) -> Told:
    outcome, stream, given = message.outcome, message.events, turn.message
    steps, left_out = walk(stream, str(subject.program.flow.name))
    calls = calls_of(stream, subject.data_actions)
    return Told(
        sender=given.sender,
        text=given.text if given.text is not None or given.attachment else "hello",
        steps=steps,
        left_out=left_out,
        calls=calls,
        attributes=_attributes(outcome.attributes, before),
        says=tuple(event.text for event in stream if isinstance(event, ResponseSent)),
        ending=_ended(message),
        actions=outcome.actions or len(steps) + left_out,
        notice=outcome.attributes.get(NOTICE, ""),
        error=outcome.error,
        answers=answers_of(calls),
    )


def _attributes(found: Mapping[str, str], before: Mapping[str, str]) -> tuple[Attribute, ...]:
    return tuple(Attribute(name, value, before.get(name)) for name, value in sorted(found.items()) if value)


def _ended(message: MessageResult) -> Ended:
    outcome = message.outcome
    if message.run is None:
        return Ended("error", outcome.error)
    summary = describe_ending(message.run.ending)
    return Ended(outcome.ending, summary, outcome.queue, outcome.priority, outcome.skills, outcome.language)

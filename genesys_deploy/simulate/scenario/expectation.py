"""What a message should come to, and what is otherwise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.simulate.endings import EndingKind
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.simulate.scenario.outcome import Outcome

__all__ = ["Expectation", "differences"]

PATTERN = "~"
AS_BEFORE = "="


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is not named is not looked at, but for the queue: no `queue` and no `ending` means that it is disconnected.

    `attributes` are participant data: exact, `""` for absent, `~` and a pattern, `=` for what the message before had.
    `calls` are the Data Actions called, in order; `called_with` some of the inputs of a call; `says` what the customer
    sees, in the same notation; `path` the states in order.
    """

    queue: str | None = None
    ending: EndingKind | None = None
    priority: int | None = None
    skills: tuple[str, ...] | None = None
    language: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    calls: tuple[str, ...] | None = None
    called_with: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    never_called: tuple[str, ...] = ()
    says: tuple[str, ...] | None = None
    path: tuple[str, ...] | None = None
    actions_at_most: int | None = None


def differences(outcome: Outcome, expected: Expectation, before: Outcome | None = None) -> tuple[str, ...]:
    """What is otherwise than expected, one sentence each; `before` is the outcome of the message before."""
    if outcome.error:
        return (outcome.error,)
    return (
        *_ending(outcome, expected),
        *_place(outcome, expected),
        *_attributes(outcome, expected, before),
        *_calls(outcome, expected),
        *_sayings(outcome, expected),
    )


def _ending(outcome: Outcome, expected: Expectation) -> Iterator[str]:
    wanted = str(expected.ending or (EndingKind.QUEUE if expected.queue else EndingKind.DISCONNECT))
    if outcome.ending != wanted:
        yield _otherwise("ending", outcome.ending, wanted)
    if outcome.queue != expected.queue:
        yield _otherwise("queue", outcome.queue, expected.queue)


def _place(outcome: Outcome, expected: Expectation) -> Iterator[str]:
    for what, found, wanted in (
        ("priority", outcome.priority, expected.priority),
        ("skills", outcome.skills, expected.skills),
        ("language", outcome.language or "", expected.language),
        ("path", outcome.path, expected.path),
    ):
        if wanted is not None and found != wanted:
            yield _otherwise(what, found, wanted)
    if expected.actions_at_most is not None and outcome.actions > expected.actions_at_most:
        yield f"{outcome.actions} actions were executed, {expected.actions_at_most} at most were expected"


def _attributes(outcome: Outcome, expected: Expectation, before: Outcome | None) -> Iterator[str]:
    for name, wanted in expected.attributes.items():
        found = outcome.attributes.get(name, "")
        if not _fits(found, wanted, before.attributes.get(name, "") if before else ""):
            yield _otherwise(name, found, wanted)


def _calls(outcome: Outcome, expected: Expectation) -> Iterator[str]:
    if expected.calls is not None and outcome.called != expected.calls:
        yield f"called {_listed(outcome.called)}, not {_listed(expected.calls)}"
    for name in expected.never_called:
        if name in outcome.called:
            yield f"called {name}, which should never be"
    for name, inputs in expected.called_with.items():
        yield from _inputs(outcome, name, inputs)


def _inputs(outcome: Outcome, name: str, wanted: Mapping[str, str]) -> Iterator[str]:
    call = next((call for call in outcome.calls if call.name == name), None)
    if call is None:
        hint = did_you_mean(name, outcome.called)
        yield f"did not call {name}{f'; {hint}' if hint else ''}"
        return
    for key, value in wanted.items():
        found = call.inputs.get(key)
        if not _fits("" if found is None else str(found), value, ""):
            yield _otherwise(f"{name}'s input {key}", found, value)


def _sayings(outcome: Outcome, expected: Expectation) -> Iterator[str]:
    if expected.says is None:
        return
    if len(outcome.says) != len(expected.says) or not all(
        _fits(found, wanted, "") for found, wanted in zip(outcome.says, expected.says, strict=True)
    ):
        yield _otherwise("what the customer sees", outcome.says, expected.says)


def _fits(found: str, wanted: str, before: str) -> bool:
    if wanted == AS_BEFORE:
        return found == before
    if wanted.startswith(PATTERN):
        return re.fullmatch(wanted.removeprefix(PATTERN), found) is not None
    return found == wanted


def _otherwise(what: str, found: object, wanted: object) -> str:
    return f"{what} is {_shown(found)}, not {_shown(wanted)}"


def _shown(value: object) -> str:
    if value is None or value == "":
        return "absent"
    return _listed(value) if isinstance(value, tuple) else repr(value)


def _listed(names: Iterable[object]) -> str:
    return ", ".join(map(str, names)) or "nothing"

"""Where a message ended, against where it should have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.demo.script import Expected

__all__ = ["Arrival", "differences"]

PATTERN = "~"
AS_BEFORE = "="


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the org says of a conversation after a message, and what the flow did on the way.

    `queue` is None where it was disconnected; `path` are the states and the calls with their outcomes.
    """

    conversation_id: str
    queue: str | None
    priority: int
    skills: tuple[str, ...]
    language: str | None
    attributes: Mapping[str, str]
    calls: tuple[str, ...]
    path: tuple[str, ...]
    error: str = ""


def differences(arrival: Arrival, expected: Expected, before: Arrival | None = None) -> tuple[str, ...]:
    """What is otherwise than expected, one sentence each; `before` is the arrival of the sender's first message."""
    return tuple(_differences(arrival, expected, before))


def _differences(arrival: Arrival, expected: Expected, before: Arrival | None) -> Iterator[str]:
    if arrival.error:
        yield arrival.error
        return
    for what, found, wanted in (
        ("queue", arrival.queue, expected.queue),
        ("priority", arrival.priority, expected.priority),
        ("skills", arrival.skills, expected.skills),
        ("language", arrival.language, expected.language),
    ):
        if found != wanted:
            yield f"{what} is {found!r}, not {wanted!r}"
    if expected.calls is not None and arrival.calls != expected.calls:
        yield f"called {', '.join(arrival.calls) or 'nothing'}, not {', '.join(expected.calls) or 'nothing'}"
    for name, wanted in expected.attributes.items():
        found = arrival.attributes.get(name, "")
        if not _fits(found, wanted, before.attributes.get(name, "") if before else ""):
            yield f"{name} is {found!r}, not {wanted!r}"


def _fits(found: str, wanted: str, before: str) -> bool:
    if wanted == AS_BEFORE:
        return found == before
    if wanted.startswith(PATTERN):
        return re.fullmatch(wanted.removeprefix(PATTERN), found) is not None
    return found == wanted

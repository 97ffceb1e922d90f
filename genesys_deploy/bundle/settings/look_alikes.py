"""Queues whose names are so alike that one of them is probably a slip."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from genesys_deploy.source.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.bundle.settings.settings import Settings

__all__ = ["look_alike_queues"]

RULE = "look-alike-queue"
ALIKE = 0.92
_DIGITS = re.compile(r"\d+")


def look_alike_queues(settings: Settings) -> Iterator[Finding]:
    """Where the project creates its queues, a mistyped name makes a queue in which nobody works.

    Only a name that is written once is a slip; of two such, the one that is written later.
    """
    if settings.ownership.queues != "own":
        return
    times = Counter(route.queue for route in settings.routes)
    known: list[str] = [name for name, count in times.items() if count > 1]
    for route in settings.routes:
        if times[route.queue] > 1:
            continue
        if (other := _like(route.queue, known)) is not None:
            message = f'queue "{route.queue}" would be created beside "{other}", and is named here alone'
            hint = f'if they are one, write "{other}"'
            yield Finding(RULE, Severity.WARNING, message, route.span, hint)
        known.append(route.queue)


def _like(name: str, known: Iterable[str]) -> str | None:
    return next((other for other in known if other != name and _are_alike(name, other)), None)


def _are_alike(one: str, other: str) -> bool:
    """Names that differ in their numbers alone are a row, not a slip."""
    if _DIGITS.sub("", one) == _DIGITS.sub("", other):
        return False
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio() >= ALIKE

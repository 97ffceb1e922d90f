"""A rule of the contract: what is asked of every Identity Resolution Platform, how much it matters, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from irp_stub.contract.probe import Probe

__all__ = ["Family", "Level", "Rule"]

Check: TypeAlias = "Callable[[Probe], None]"


class Level(StrEnum):
    """MUST: the guide's own text or the flows need it. SHOULD: a good platform does it."""

    MUST = "must"
    SHOULD = "should"


@dataclass(frozen=True, slots=True)
class Rule:
    """`check` returns where the rule holds, and raises `Broken` or `NotApplicable` elsewhere.

    `writes`: asking it may make the platform keep something.
    """

    name: str
    level: Level
    title: str
    source: str
    why: str
    check: Check
    writes: bool
    family: str


@dataclass(slots=True)
class Family:
    """Rules about one thing, in the order in which they are asked."""

    name: str
    rules: list[Rule] = field(default_factory=list)

    def must(
        self, name: str, title: str, *, source: str, why: str, writes: bool = False
    ) -> Callable[[Check], Check]:
        return self._add(name, Level.MUST, title, source=source, why=why, writes=writes)

    def should(
        self, name: str, title: str, *, source: str, why: str, writes: bool = False
    ) -> Callable[[Check], Check]:
        return self._add(name, Level.SHOULD, title, source=source, why=why, writes=writes)

    def _add(
        self, name: str, level: Level, title: str, *, source: str, why: str, writes: bool
    ) -> Callable[[Check], Check]:
        def note(check: Check) -> Check:
            self.rules.append(Rule(name, level, title, source, why, check, writes, self.name))
            return check

        return note

"""What came of a rule, and of a run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from irp_stub.contract.rule import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from irp_stub.contract.exchange import Exchange
    from irp_stub.contract.rule import Rule

__all__ = ["Failed", "NotRun", "Passed", "Report", "Result", "Verdict", "word_of"]


@dataclass(frozen=True, slots=True)
class Passed:
    """The platform does what the rule asks."""


@dataclass(frozen=True, slots=True)
class Failed:
    """It does not; `exchange` shows it."""

    sentence: str
    exchange: Exchange | None = None


@dataclass(frozen=True, slots=True)
class NotRun:
    """It was not asked, or what came back tells nothing of it."""

    reason: str


Verdict: TypeAlias = Passed | Failed | NotRun


def word_of(verdict: Verdict) -> str:
    match verdict:
        case Passed():
            return "passed"
        case Failed():
            return "failed"
        case NotRun():
            return "not run"


@dataclass(frozen=True, slots=True)
class Result:
    rule: Rule
    verdict: Verdict
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Report:
    """`left` is what the run made and could not remove; `figures` are in milliseconds, by name."""

    url: str
    run: str
    started: str
    results: tuple[Result, ...]
    left: tuple[str, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    requests: int = 0
    seconds: float = 0.0

    def failed(self, level: Level) -> tuple[Result, ...]:
        return tuple(r for r in self.results if r.rule.level is level and isinstance(r.verdict, Failed))

    def counts(self) -> Mapping[str, int]:
        """How many passed, failed and were not run."""
        counted = Counter(word_of(result.verdict) for result in self.results)
        return {word: counted[word] for word in ("passed", "failed", "not run")}

    @property
    def exit_code(self) -> int:
        """0, or 2 where a must is broken."""
        return 2 if self.failed(Level.MUST) else 0

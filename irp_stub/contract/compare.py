"""What got worse since an earlier run."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from irp_stub.contract.errors import CannotVerify
from irp_stub.contract.report.as_json import FORMAT
from irp_stub.contract.verdict import word_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from irp_stub.contract.verdict import Report

__all__ = ["Change", "changes_since", "read_earlier"]

_RANK = {"failed": 0, "not run": 1, "passed": 2}
_NOTICEABLE = 1.5
_FLOOR_MS = 20.0


@dataclass(frozen=True, slots=True)
class Change:
    """`worse`: a rule that held does not hold, or is not asked any more; a latency that grew by half."""

    what: str
    before: str
    now: str
    worse: bool

    def __str__(self) -> str:
        return f"{'worse' if self.worse else 'better'}: {self.what}: {self.before} → {self.now}"


def read_earlier(path: Path) -> Mapping[str, Any]:
    """An earlier run's JSON.

    Raises:
        CannotVerify: it is none.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CannotVerify(f"{path} cannot be read: {error}") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise CannotVerify(f"{path} is no report of `irp-stub verify --json` ({FORMAT})")
    return document


def changes_since(earlier: Mapping[str, Any], report: Report) -> tuple[Change, ...]:
    """The worse first."""
    before = {result["rule"]: result["verdict"] for result in earlier["results"]}
    now = {result.rule.name: word_of(result.verdict) for result in report.results}
    moved = [
        Change(name, before[name], word, _RANK[word] < _RANK[before[name]])
        for name, word in now.items()
        if name in before and before[name] != word
    ]
    return tuple(sorted([*moved, *_latencies(earlier, report)], key=lambda change: not change.worse))


def _latencies(earlier: Mapping[str, Any], report: Report) -> list[Change]:
    before: Mapping[str, float] = earlier.get("latency_ms") or {}
    grown = [
        (name, before[name], value)
        for name, value in report.figures.items()
        if name in before and value > max(before[name] * _NOTICEABLE, _FLOOR_MS)
    ]
    return [Change(f"latency {name}", f"{old:g} ms", f"{new:g} ms", worse=True) for name, old, new in grown]

"""One field that is not as declared."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile

__all__ = ["Change"]

LONGEST = 60
CONTEXT = 15


@dataclass(frozen=True, slots=True)
class Change:
    """`field` of an object: what the org has, what is declared; empty where there is nothing."""

    field: str
    before: str
    after: str

    def reversed(self) -> Change:
        return Change(self.field, self.after, self.before)

    def __str__(self) -> str:
        before, after = " ".join(self.before.split()), " ".join(self.after.split())
        start = _first_difference(before, after) if max(len(before), len(after)) > LONGEST else 0
        return f"{self.field}: {_shown(before, start)} → {_shown(after, start)}"


def _first_difference(before: str, after: str) -> int:
    """Where to begin to show two long texts, so that one sees in what they differ."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    return same - CONTEXT if same > CONTEXT * 2 else 0


def _shown(line: str, start: int) -> str:
    if not line:
        return "nothing"
    cut = f"…{line[start:]}" if start else line
    return cut if len(cut) <= LONGEST else f"{cut[: LONGEST - 1]}…"

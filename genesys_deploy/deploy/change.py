"""One field that is not as declared."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Change"]

LONGEST = 60


@dataclass(frozen=True, slots=True)
class Change:
    """`field` of an object: what the org has, what is declared; empty where there is nothing."""

    field: str
    before: str
    after: str

    def reversed(self) -> Change:
        return Change(self.field, self.after, self.before)

    def __str__(self) -> str:
        return f"{self.field}: {_shown(self.before)} → {_shown(self.after)}"


def _shown(value: str) -> str:
    line = " ".join(value.split())
    if not line:
        return "nothing"
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"

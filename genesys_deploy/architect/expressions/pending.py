"""What the parser has begun and not finished: operators, and the parentheses in which they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

__all__ = ["BINARY", "CONDITIONAL_LEVEL", "UNARY", "UNARY_LEVEL", "Frame", "Operator"]

UNARY: Final = frozenset("-!~")
UNARY_LEVEL: Final = 90
BINARY: Final = {
    "^": 80, "*": 70, "/": 70, "%": 70, "+": 60, "-": 60, "<": 50, "<=": 50, ">": 50, ">=": 50,
    "==": 45, "!=": 45, "&": 40, "|": 35, "and": 30, "or": 25,
}  # fmt: skip
"""The binary operators and how tightly they bind."""
CONDITIONAL_LEVEL: Final = 10


@dataclass(slots=True)
class Operator:
    """An operator that waits for what binds tighter; `level` says how tightly it binds itself."""

    symbol: str
    level: int
    position: int
    arity: int = 2


@dataclass(slots=True)
class Frame:
    """What an opening parenthesis or bracket began: a call, a group, an index."""

    opening: str
    name: str | None
    position: int
    bracket: int
    base: int
    operators: list[Operator] = field(default_factory=list)

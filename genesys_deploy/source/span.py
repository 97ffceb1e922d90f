"""Where something stands in a text that a person wrote."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Position", "Span"]


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text; line and column count from 1, as editors do."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to, not including, `end`, in a file named as the user would name it."""

    file: str
    start: Position
    end: Position

    @classmethod
    def at(cls, file: str, line: int, column: int, length: int = 0) -> Span:
        return cls(file, Position(line, column), Position(line, column + length))

    @classmethod
    def whole(cls, file: str) -> Span:
        return cls.at(file, 1, 1)

    def __str__(self) -> str:
        return f"{self.file}:{self.start.line}:{self.start.column}"

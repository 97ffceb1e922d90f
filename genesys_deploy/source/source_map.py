"""From a rendered text back to the template that a person edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from genesys_deploy.source.span import Position, Span

__all__ = ["IdentityMap", "LineMap", "LineOrigin", "SourceMap"]


class SourceMap(Protocol):
    """Says where in the user's files a place of a text came from.

    Lines and columns are plain numbers here: a check of a project asks for some ten thousand places.
    """

    def span(self, line: int, column: int, end_line: int, end_column: int) -> Span: ...


@dataclass(frozen=True, slots=True)
class IdentityMap:
    """The text is the file."""

    file: str

    def span(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        return Span(self.file, Position(line, column), Position(end_line, end_column))


@dataclass(frozen=True, slots=True)
class LineOrigin:
    """The template line that made a rendered line; `shift` is added to a rendered column."""

    file: str
    line: int
    shift: int = 0


@dataclass(frozen=True, slots=True)
class LineMap:
    """One origin for each rendered line; a place past the end belongs to the last line."""

    origins: tuple[LineOrigin, ...]

    def span(self, line: int, column: int, end_line: int, end_column: int) -> Span:
        first = self._origin(line)
        start = _moved(first, column)
        if line == end_line:
            return Span(first.file, start, _moved(first, end_column))
        last = self._origin(end_line)
        if first.file != last.file or last.line < first.line:
            return Span(first.file, start, start)
        return Span(first.file, start, _moved(last, end_column))

    def _origin(self, line: int) -> LineOrigin:
        try:
            return self.origins[line - 1]
        except IndexError:
            return self.origins[-1]


def _moved(origin: LineOrigin, column: int) -> Position:
    moved = column + origin.shift
    return Position(origin.line, moved if moved > 0 else 1)

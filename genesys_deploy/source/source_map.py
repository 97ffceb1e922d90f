"""From a rendered text back to the template that a person edits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from genesys_deploy.source.span import Position, Span

__all__ = ["IdentityMap", "LineMap", "LineOrigin", "SourceMap"]


class SourceMap(Protocol):
    """Says where in the user's files a place of a text came from."""

    def span(self, start: Position, end: Position) -> Span: ...


@dataclass(frozen=True, slots=True)
class IdentityMap:
    """The text is the file."""

    file: str

    def span(self, start: Position, end: Position) -> Span:
        return Span(self.file, start, end)


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

    def span(self, start: Position, end: Position) -> Span:
        first = self._origin(start.line)
        if start.line == end.line:
            return Span(first.file, _moved(start, first), _moved(end, first))
        last = self._origin(end.line)
        if first.file != last.file or last.line < first.line:
            return Span.at(first.file, first.line, max(1, start.column + first.shift))
        return Span(first.file, _moved(start, first), _moved(end, last))

    def _origin(self, line: int) -> LineOrigin:
        try:
            return self.origins[line - 1]
        except IndexError:
            return self.origins[-1]


def _moved(position: Position, origin: LineOrigin) -> Position:
    column = position.column + origin.shift
    return Position(origin.line, column if column > 0 else 1)

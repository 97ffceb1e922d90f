"""From an offset in an expression to its place in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.source.span import Position, Span

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.forms import Expr

__all__ = ["place_in"]

_ESCAPED = frozenset('"\\\n\t\r')


def place_in(source: Expr, offset: int, length: int = 1) -> Span | None:
    """Where a character of the expression stands; None where YAML's quoting or folding does not let it be told.

    The span knows how wide the text is in the file: the reading (plain, in double or in single quotes) that
    gives this width is the one it was written in.
    """
    start, end = source.span.start, source.span.end
    if start.line != end.line or not 0 <= offset <= len(source.text):
        return None
    written, until = _column(source, offset), _column(source, min(len(source.text), offset + length))
    if written is None or until is None:
        return None
    first, last = start.column + written, start.column + max(until, written + 1)
    return Span(source.span.file, Position(start.line, first), Position(start.line, last))


def _column(source: Expr, offset: int) -> int | None:
    width = source.span.end.column - source.span.start.column
    if not source.quoted:
        return offset if width == len(source.text) else None
    for doubled in (_ESCAPED, frozenset("'")):
        if width == 2 + _width(source.text, doubled):
            return 1 + _width(source.text[:offset], doubled)
    return None


def _width(text: str, doubled: frozenset[str]) -> int:
    return len(text) + sum(character in doubled for character in text)

"""Where in its file a part of a Data Action stands, and findings about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.data_action.file_shape import node_at
from genesys_deploy.source.document import Mapping, Node, Scalar
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.span import Position, Span

if TYPE_CHECKING:
    from genesys_deploy.data_action.model import DataAction

__all__ = ["Places"]


class Places:
    """Finds the spans of an action; an action without a file has none."""

    def __init__(self, action: DataAction) -> None:
        self._name = action.name
        self._document = action.document

    def error(
        self, rule: str, message: str, place: tuple[str, ...], hint: str | None = None, offset: int = 0
    ) -> Finding:
        return self._finding(rule, Severity.ERROR, message, hint, self.span(place, offset))

    def warning(
        self, rule: str, message: str, place: tuple[str, ...], hint: str | None = None, offset: int = 0
    ) -> Finding:
        return self._finding(rule, Severity.WARNING, message, hint, self.span(place, offset))

    def info(
        self, rule: str, message: str, place: tuple[str, ...], hint: str | None = None, offset: int = 0
    ) -> Finding:
        return self._finding(rule, Severity.INFO, message, hint, self.span(place, offset))

    def _finding(
        self, rule: str, severity: Severity, message: str, hint: str | None, span: Span | None
    ) -> Finding:
        return Finding(rule, severity, f'Data Action "{self._name}": {message}', span, hint)

    def span(self, place: tuple[str, ...], offset: int = 0) -> Span | None:
        """The value at the place, or the nearest thing around it that is there."""
        if self._document is None:
            return None
        for length in range(len(place), -1, -1):
            node = node_at(self._document, *place[:length])
            if node is not None:
                return _inside(node, offset) if length == len(place) else node.span
        return self._document.span


def _inside(node: Node, offset: int) -> Span:
    """The character at an offset of a text that is written as it is read; else the whole text."""
    span = node.span
    if isinstance(node, Mapping) or not isinstance(node, Scalar) or not offset:
        return span
    lines = node.text[:offset].split("\n")
    if span.start.line == span.end.line:
        written = span.end.column - span.start.column - 2 * node.quoted
        column = span.start.column + node.quoted + offset
        return Span.at(span.file, span.start.line, column) if written == len(node.text) else span
    if node.text.count("\n") in {span.end.line - span.start.line - 1, span.end.line - span.start.line - 2}:
        return Span(span.file, Position(span.start.line + len(lines), 1), span.end)
    return span

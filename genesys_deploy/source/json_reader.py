"""JSON with positions, as nodes of the same kind that YAML gives."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import TYPE_CHECKING

from genesys_deploy.source.document import Entry, Mapping, Node, Scalar, ScalarValue, Sequence
from genesys_deploy.source.errors import SyntaxFault
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.source_map import IdentityMap, SourceMap
from genesys_deploy.source.yaml_reader import DUPLICATE_KEY, Document

if TYPE_CHECKING:
    from pathlib import Path

    from genesys_deploy.source.span import Span

__all__ = ["MAX_DEPTH", "read_json", "read_json_file"]

MAX_DEPTH = 200

_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORDS: tuple[tuple[str, ScalarValue], ...] = (("true", True), ("false", False), ("null", None))


def read_json(text: str, source: SourceMap) -> Document:
    """Read one JSON document.

    Raises:
        SyntaxFault: the text is not JSON, or is nested deeper than `MAX_DEPTH`.
    """
    return _Reader(text, source).document()


def read_json_file(path: Path, name: str | None = None) -> Document:
    """Read a JSON file; `name` is how messages call it (default: its path as given)."""
    return read_json(path.read_text(encoding="utf-8-sig"), IdentityMap(name or str(path)))


class _Reader:
    def __init__(self, text: str, source: SourceMap) -> None:
        self._text = text
        self._source = source
        self._line_starts = [0, *(match.end() for match in re.finditer(r"\n", text))]
        self._findings: list[Finding] = []

    def document(self) -> Document:
        node, end = self._value(self._skip(0), 0)
        end = self._skip(end)
        if end != len(self._text):
            raise self._fault("there is more after the end of the value", end)
        return Document(node, tuple(self._findings))

    def _value(self, start: int, depth: int) -> tuple[Node, int]:
        if depth > MAX_DEPTH:
            raise self._fault(f"it is nested deeper than {MAX_DEPTH} levels", start)
        opening = self._text[start : start + 1]
        if opening == "{":
            return self._mapping(start, depth)
        if opening == "[":
            return self._sequence(start, depth)
        return self._scalar(start)

    def _scalar(self, start: int) -> tuple[Scalar, int]:
        text = self._text
        if text.startswith('"', start):
            return self._string(start)
        for word, value in _WORDS:
            if text.startswith(word, start):
                return Scalar(value, word, self._span(start, start + len(word))), start + len(word)
        number = _NUMBER.match(text, start)
        if number is None:
            raise self._fault("expected a value", start)
        whole = number[2] is None and number[3] is None
        value = int(number[0]) if whole and len(number[0]) < 4000 else float(number[0])
        return Scalar(value, number[0], self._span(start, number.end())), number.end()

    def _string(self, start: int) -> tuple[Scalar, int]:
        try:
            value, end = scanstring(self._text, start + 1, True)  # noqa: FBT003
        except json.JSONDecodeError as error:
            raise self._fault(error.msg.lower(), error.pos) from None
        return Scalar(value, value, self._span(start, end), quoted=True), end

    def _sequence(self, start: int, depth: int) -> tuple[Sequence, int]:
        items: list[Node] = []
        at = self._skip(start + 1)
        while not self._text.startswith("]", at):
            item, at = self._value(at, depth + 1)
            items.append(item)
            at = self._separator(at, "]")
        return Sequence(tuple(items), self._span(start, at + 1)), at + 1

    def _mapping(self, start: int, depth: int) -> tuple[Mapping, int]:
        entries: dict[str, Entry] = {}
        at = self._skip(start + 1)
        while not self._text.startswith("}", at):
            if not self._text.startswith('"', at):
                raise self._fault("expected a key in double quotes", at)
            key, at = self._string(at)
            at = self._skip(at)
            if not self._text.startswith(":", at):
                raise self._fault('expected ":"', at)
            value, at = self._value(self._skip(at + 1), depth + 1)
            self._note_duplicate(key, entries.get(key.text))
            entries[key.text] = Entry(key, value)
            at = self._separator(at, "}")
        return Mapping(tuple(entries.values()), self._span(start, at + 1)), at + 1

    def _separator(self, at: int, closing: str) -> int:
        at = self._skip(at)
        if self._text.startswith(closing, at):
            return at
        if not self._text.startswith(",", at):
            raise self._fault(f'expected "," or "{closing}"', at)
        after = self._skip(at + 1)
        if self._text.startswith(closing, after):
            raise self._fault(f'"," before "{closing}"', at)
        return after

    def _note_duplicate(self, key: Scalar, first: Entry | None) -> None:
        if first is not None:
            message = (
                f'"{key.text}" stands here a second time; the first is in line {first.key.span.start.line}'
            )
            self._findings.append(
                Finding(DUPLICATE_KEY, Severity.ERROR, message, key.span, "remove one of the two")
            )

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self._text, at)
        return match.end() if match else at

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def _span(self, start: int, end: int) -> Span:
        return self._source.span(*self._place(start), *self._place(end))

    def _fault(self, reason: str, offset: int) -> SyntaxFault:
        return SyntaxFault(f"not readable as JSON: {reason}", span=self._span(offset, offset))

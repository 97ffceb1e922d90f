"""The line of a source that a finding is about, with a mark under the place."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.source.span import Span

__all__ = ["excerpt", "printable"]

WIDTH = 100
_LEAD = 30
_CLIPPED = "…"
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def printable(text: str) -> str:
    """The text without characters that act on a terminal or turn the direction of writing."""
    return "".join(_shown(character) for character in text)


def excerpt(span: Span, texts: Mapping[str, str]) -> tuple[str, str] | None:
    """The source line and the mark under it, as wide as the line is drawn; None where the text is not at hand."""
    lines = _split(texts.get(span.file, ""))
    if not 1 <= span.start.line <= len(lines):
        return None
    line = lines[span.start.line - 1].replace("\t", " ")
    start = min(span.start.column - 1, len(line))
    last = span.end.column - 1 if span.end.line == span.start.line else len(line.rstrip())
    return _clip(line, start, max(start, min(last, len(line))))


@lru_cache(maxsize=32)
def _split(text: str) -> list[str]:
    """Lines as YAML counts them; `splitlines` would also end one at a form feed."""
    return _LINE_END.split(text)


def _clip(line: str, start: int, end: int) -> tuple[str, str]:
    cut = max(0, start - _LEAD) if len(line) > WIDTH else 0
    shown = printable(line[cut : cut + WIDTH].rstrip())
    before = printable(line[cut:start])
    marked = printable(line[start : min(end, cut + WIDTH)])
    head = _CLIPPED if cut else ""
    tail = _CLIPPED if len(line.rstrip()) > cut + WIDTH else ""
    return head + shown + tail, " " * (len(head) + _width(before)) + "^" * max(1, _width(marked))


def _shown(character: str) -> str:
    return "�" if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else character


def _width(text: str) -> int:
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1

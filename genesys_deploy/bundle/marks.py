"""Marks that let a rendered line remember the template line that made it.

The Jinja extension puts a private-use mark before every line of template data, also inside macros,
includes and loops; `take_out` removes the marks again after rendering and says for each line whose
data stood before its first visible character. `indent` and the like move marks along with their line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from jinja2.ext import Extension
from jinja2.lexer import Token

from genesys_deploy.source.source_map import LineMap, LineOrigin

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jinja2.lexer import TokenStream

__all__ = ["MarkLines", "Taken", "Texts", "take_out"]

OPEN, CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*):([0-9]+){CLOSE}")

Texts: TypeAlias = "Mapping[str, tuple[str, list[str]]]"
"""Per template name, what messages call it and its lines."""
Taken: TypeAlias = dict[str, "tuple[str, LineOrigin | None]"]
"""Per line with marks, the line without them and where it came from."""


class MarkLines(Extension):
    """Marks each line of template data with the template's name and the line's number."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", _mark(token.value, stream.name or "", token.lineno))
            else:
                yield token


def _mark(data: str, name: str, line: int) -> str:
    lines = data.split("\n")
    return "\n".join(f"{OPEN}{name}:{line + offset}{CLOSE}{text}" for offset, text in enumerate(lines))


def take_out(marked: str, texts: Texts, fallback: str, taken: Taken) -> tuple[str, LineMap]:
    """The text without marks and without the blank lines that macros leave, and where its lines came from.

    Args:
        marked: what the environment rendered.
        texts: per template name, what messages call it and its lines.
        fallback: what messages call the file when a line carries no mark.
        taken: lines taken apart before, added to; renderings of one template share nearly all of theirs.
    """
    origins: list[LineOrigin] = []
    lines: list[str] = []
    last = LineOrigin(fallback, 1)
    for marked_line in marked.split("\n"):
        if (found := taken.get(marked_line)) is None:
            found = taken[marked_line] = _taken_apart(marked_line, texts)
        line, origin = found
        last = origin or last
        if not line.strip():
            continue
        origins.append(last)
        lines.append(line)
    return "\n".join(lines) + "\n", LineMap(tuple(origins))


def _taken_apart(marked: str, texts: Texts) -> tuple[str, LineOrigin | None]:
    line = _MARK.sub("", marked)
    mark = _deciding_mark(marked)
    if mark is None:
        return line, None
    called, template = texts[mark[1]]
    number = int(mark[2])
    written = template[number - 1] if number <= len(template) else ""
    return line, LineOrigin(called, number, _indentation(written) - _indentation(line))


def _deciding_mark(marked: str) -> re.Match[str] | None:
    """The last mark before the first visible character; else the first one of the line."""
    chosen, end, visible = None, 0, False
    for mark in _MARK.finditer(marked):
        visible = visible or bool(marked[end : mark.start()].strip())
        if chosen is not None and visible:
            break
        chosen, end = mark, mark.end()
    return chosen


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

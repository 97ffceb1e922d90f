"""Texts in quotes and pairs of brackets within a path."""

from __future__ import annotations

import re

__all__ = ["QUOTED", "closing", "unescape"]

QUOTED = r"'(?:[^'\\]|\\.)*'" + "|" + r'"(?:[^"\\]|\\.)*"'

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_ESCAPED = {"r": "\r", "f": "\f", "t": "\t", "n": "\n", "b": "\b"}


def closing(text: str, start: int, opening: str, end: str, *, patterns: bool = False) -> int | None:
    """Where the bracket that opens at `start` closes, texts in quotes (and patterns) stepped over."""
    skipped = re.compile(rf"{QUOTED}|/(?:[^/\\]|\\.)*/" if patterns else QUOTED, re.DOTALL)
    depth, at = 0, start
    while at < len(text):
        if found := skipped.match(text, at):
            at = found.end()
            continue
        depth += (text[at] == opening) - (text[at] == end)
        if depth == 0:
            return at
        at += 1
    return None


def unescape(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        if found[1]:
            return chr(int(found[1], 16))
        return _ESCAPED.get(found[2], found[2])

    return _ESCAPE.sub(character, text)

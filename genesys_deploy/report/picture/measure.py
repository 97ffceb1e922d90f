"""How much room a text takes, without a font at hand: a wide sans serif, so that any other fits too."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["clipped", "text_width", "wrapped"]

_NARROW: Final = frozenset("iljItfr.,:;'|!()[]{}/ -·")
_WIDE: Final = frozenset("mwMWOQGD@%&…→⇄")
_EM_NARROW, _EM_PLAIN, _EM_CAPITAL, _EM_WIDE, _EM_FULL = 0.37, 0.6, 0.7, 0.86, 1.05


def text_width(text: str, size: float) -> float:
    """The width in pixels at a font size in pixels."""
    return size * sum(map(_em, text))


def _em(character: str) -> float:
    if character in _NARROW:
        return _EM_NARROW
    if character in _WIDE:
        return _EM_WIDE
    if unicodedata.east_asian_width(character) in "FW":
        return _EM_FULL
    return _EM_CAPITAL if character.isupper() else _EM_PLAIN


def wrapped(text: str, size: float, width: float, most: int) -> tuple[str, ...]:
    """The text in at most `most` lines that are no wider than `width`; what does not fit ends in an ellipsis."""
    if "\n" in text:
        parts = text.split("\n")[:most]
        return tuple(clipped(part, size, width) for part in parts)
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = words.pop(0)
        while words and text_width(f"{line} {words[0]}", size) <= width:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    if words:
        lines[-1] = f"{lines[-1]} {words[0]}"
    return tuple(clipped(line, size, width) for line in lines)


def clipped(text: str, size: float, width: float) -> str:
    """The text, or as much of its beginning as fits with an ellipsis."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"

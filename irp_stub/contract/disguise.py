"""Handles that can be taken for another: the guide's zero for an o, letters of other scripts, what is not seen."""

from __future__ import annotations

__all__ = ["disguises_of"]

_DIGITS = str.maketrans({"o": "0", "l": "1", "e": "3"})
_CYRILLIC = str.maketrans({"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "y": "у"})
_ZERO_WIDTH = "\u200b"


def disguises_of(handle: str) -> tuple[str, ...]:
    """Up to four, none of them the handle itself."""
    middle = len(handle) // 2
    drawn = (
        handle.translate(_DIGITS),
        handle.translate(_CYRILLIC),
        handle.replace("l", "I"),
        f"{handle[:middle]}{_ZERO_WIDTH}{handle[middle:]}",
    )
    return tuple(dict.fromkeys(form for form in drawn if form != handle))

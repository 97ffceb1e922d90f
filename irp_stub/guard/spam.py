"""Spam keywords, found however they are drawn: `𝐅𝐑𝐄𝐄 сrурto`, `FR33 CRYPT0`, letters with zero-width gaps."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from irp_stub.identity.confusables import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["SpamKeywords"]

# A capital I is drawn as l, and 1 as both: so i and l are one.
_DRAWN = str.maketrans(
    {"i": "l", "!": "l", "3": "e", "4": "a", "@": "a", "5": "s", "$": "s", "7": "t", "8": "b"}
)
_SPACE = re.compile(r"[\s\u00a0]+")


class SpamKeywords:
    """Words and phrases, matched as whole words without regard to case."""

    def __init__(self, keywords: Iterable[str]) -> None:
        known = [keyword.strip() for keyword in keywords if keyword.strip()]
        self._plain = _pattern({_lower(keyword) for keyword in known})
        self._drawn = _pattern({_drawn(_lower(keyword)) for keyword in known})

    def found_in(self, text: str | None) -> bool:
        if not text or self._plain is None or self._drawn is None:
            return False
        lower = _lower(text)
        return bool(self._plain.search(lower) or self._drawn.search(_drawn(lower)))


def _pattern(keywords: set[str]) -> re.Pattern[str] | None:
    if not keywords:
        return None
    longest_first = sorted(keywords, key=lambda keyword: (-len(keyword), keyword))
    alternatives = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def _lower(text: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text).casefold())


def _drawn(text: str) -> str:
    return _SPACE.sub(" ", skeleton(text).translate(_DRAWN))

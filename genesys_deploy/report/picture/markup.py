"""Texts and numbers as XML takes them."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

__all__ = ["at", "attribute", "content", "number"]

_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def content(text: str) -> str:
    """A text between tags; characters that XML cannot hold become U+FFFD."""
    return escape(_NOT_IN_XML.sub("�", text))


def attribute(text: str) -> str:
    """A text as an attribute's value, its quotes included."""
    return quoteattr(_NOT_IN_XML.sub("�", text))


def number(value: float) -> str:
    """To a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0")


def at(x: float, y: float) -> str:
    return f'x="{number(x)}" y="{number(y)}"'

"""Literals as they are written."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from genesys_deploy.architect.expressions.nodes import Literal
from genesys_deploy.architect.expressions.types import BOOLEAN, DECIMAL, INTEGER, NOT_SET_TYPE, STRING, Type
from genesys_deploy.architect.expressions.values import NOT_SET

__all__ = ["WORDS", "number", "text_literal"]

WORDS: Final[dict[str, tuple[bool | None, Type]]] = {
    "true": (True, BOOLEAN),
    "false": (False, BOOLEAN),
    "NOT_SET": (NOT_SET, NOT_SET_TYPE),
}
"""Spelled exactly so; function names and variables may be written in any case, these may not."""
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED: Final = {"n": "\n", "t": "\t", "r": "\r"}
_MAX_DIGITS: Final = 100


def number(text: str, position: int) -> Literal:
    if "." in text:
        return Literal(Decimal(text), DECIMAL, position)
    return Literal(int(text[:_MAX_DIGITS]), INTEGER, position)


def text_literal(quoted: str, position: int) -> Literal:
    content = quoted[1:-1]
    if "\\" in content:
        content = _ESCAPE.sub(lambda match: _ESCAPED.get(match[1], match[1]), content)
    return Literal(content, STRING, position)

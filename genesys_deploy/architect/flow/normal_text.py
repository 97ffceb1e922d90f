"""Values in their normal form: expressions without idle spaces, literals by their text, durations in ms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from genesys_deploy.source.document import Plain

__all__ = ["normal_expression", "normal_literal"]

_LITERAL: Final = re.compile(r'("(?:[^"\\]|\\.)*")', re.DOTALL)
_SPACE: Final = re.compile(r"\s+")
_IDLE: Final = re.compile(r" ?([^\w \"]) ?")
_MILLISECONDS: Final = {
    "ms": 1,
    "milliseconds": 1,
    "seconds": 1_000,
    "minutes": 60_000,
    "hours": 3_600_000,
    "days": 86_400_000,
}


def normal_expression(text: str) -> str:
    """The expression without the spaces and line breaks that only lay it out."""
    parts = _LITERAL.split(text)
    return "".join(part if number % 2 else _tight(part) for number, part in enumerate(parts))


def _tight(text: str) -> str:
    return _IDLE.sub(r"\1", _SPACE.sub(" ", text)).strip()


def normal_literal(value: Plain) -> Plain:
    """A scalar by its text, as the type it is for decides how it is read; a duration as one number."""
    match value:
        case dict() if value and value.keys() <= _MILLISECONDS.keys():
            return {"ms": sum(_MILLISECONDS[unit] * _number(count) for unit, count in value.items())}
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
        case int() | float():
            return str(value)
    return value


def _number(count: Plain) -> float:
    return count if isinstance(count, int | float) else 0

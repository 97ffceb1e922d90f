"""Text to tokens."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import Final, NamedTuple

__all__ = ["Kind", "Token", "tokens"]


class Kind(IntEnum):
    """The groups of the pattern below, in its order."""

    NAME = 1
    NUMBER = 2
    STRING = 3
    SYMBOL = 4
    STRAY = 5
    END = 6


class Token(NamedTuple):
    kind: Kind
    text: str
    position: int
    end: int


_PLACEHOLDER: Final = r"\{\{[^{}]*+\}\}|\$\{[^{}]*+\}"
"""Of a template that was not filled in; they count as letters, so that their place is known."""
_PART: Final = rf"(?:[^\W\d]|{_PLACEHOLDER})(?:\w++|{_PLACEHOLDER})*+"
_PATTERN: Final = re.compile(
    rf"""[\s\\]*+(?:
      ({_PART}(?:\s*+\.\s*+{_PART})*)
    | (\d++(?:\.\d*+)?|\.\d++)
    | ("[^"\\]*+(?:\\.[^"\\]*+)*+")
    | (==|!=|<=|>=|[-+*/%^&|~!<>?:,.()\[\]])
    | (\S)
    | \Z
    )""",
    re.VERBOSE | re.DOTALL,
)
_KINDS: Final = (Kind.END, *list(Kind)[:5])


def tokens(text: str) -> list[Token]:
    """All tokens; the last is the end. What belongs to no token comes as `STRAY`, one character at a time.

    A backslash outside of a text is passed over, as the official lexer does.
    """
    found = [
        Token(_KINDS[index], match[index], match.start(index), match.end())
        for match in _PATTERN.finditer(text)
        if (index := match.lastindex)
    ]
    found.append(Token(Kind.END, "", len(text), len(text)))
    return found

"""Where a missing operator or comma is reported.

The official parser notices two values side by side late: not where the second begins but where the value that is one
too many comes to the surface. The rules here were found by holding them against the shared verdicts; they are not
complete (docs/decisions/expression-errors.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.lexer import Kind, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["reported_position"]

_SURFACE: Final = frozenset({",", ":", ""})


def reported_position(tokens: Sequence[Token], second: int) -> int:
    """For the value at index `second`, which follows another one without anything between: an offset."""
    if any(token.kind is Kind.STRAY for token in tokens):
        return tokens[-1].end
    is_call = tokens[second + 1].text == "("
    if (
        _is_plain(tokens[second - 1])
        or tokens[second].text == "("
        or (_is_plain(tokens[second]) and not is_call)
    ):
        return _surface(tokens, second)
    return tokens[_closing(tokens, second + 2)].end if is_call else tokens[second].end


def _is_plain(token: Token) -> bool:
    """A literal or a word without a dot, which is none of a flow's variables."""
    return token.kind in (Kind.NUMBER, Kind.STRING) or (token.kind is Kind.NAME and "." not in token.text)


def _surface(tokens: Sequence[Token], start: int) -> int:
    """The end of the innermost call or group around `start` after which a delimiter stands."""
    close = _closing(tokens, start)
    if tokens[start + 1].text == "(" and tokens[close - 1].kind is Kind.NAME:
        return tokens[close - 1].end
    while tokens[close].kind is not Kind.END and tokens[close + 1].text not in _SURFACE:
        close = _closing(tokens, close + 1)
        if close == len(tokens) - 2 and tokens[0].text == "(":
            return tokens[close - 1].end
    return tokens[close].end


def _closing(tokens: Sequence[Token], start: int) -> int:
    """The index of what closes the parenthesis that is open at `start`; of the end where nothing does."""
    depth = 0
    for index in range(start, len(tokens)):
        if tokens[index].text in ("(", "["):
            depth += 1
        elif tokens[index].text in (")", "]"):
            depth -= 1
            if depth < 0:
                return index
    return len(tokens) - 1

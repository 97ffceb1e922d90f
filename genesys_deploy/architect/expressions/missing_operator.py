"""Where a missing operator or comma is reported.

The official parser notices two values side by side late: not where the second begins but where a value ends that
leaves one too many. Held against the shared verdicts this finds its place in four of five such expressions; the rest
is told in docs/decisions/expression-errors.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.lexer import Kind, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["reported_position"]


def reported_position(tokens: Sequence[Token], second: int) -> int:
    """For the value at index `second`, which follows another one without anything between: an offset."""
    if any(token.kind is Kind.STRAY for token in tokens):
        return tokens[-1].end
    follows_call = tokens[second + 1].text == "("
    if _is_plain(tokens[second - 1]) or (_is_plain(tokens[second]) and not follows_call):
        return _closing(tokens, second, depth=0)
    return _closing(tokens, second + 2, depth=0) if follows_call else tokens[second].end


def _is_plain(token: Token) -> bool:
    """A literal or a word without a dot, which is none of a flow's variables."""
    return token.kind in (Kind.NUMBER, Kind.STRING) or (token.kind is Kind.NAME and "." not in token.text)


def _closing(tokens: Sequence[Token], start: int, depth: int) -> int:
    """The end of the parenthesis that closes what is open at `start`, or of the text."""
    for token in tokens[start:]:
        if token.text in ("(", "["):
            depth += 1
        elif token.text in (")", "]"):
            depth -= 1
            if depth < 0:
                return token.end
    return tokens[-1].end

"""Where a missing operator or comma is reported.

The official parser takes the second of two values for the end of something: it closes a parenthesis too early and
reads on, until a comma, a colon or a closing parenthesis finds nothing to belong to. That is the place it names.
How the rules were found, and what they do not explain: docs/decisions/expression-errors.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.lexer import Kind, Token
from genesys_deploy.architect.expressions.literals import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["reported_position"]

_AND_OR: Final = frozenset({"and", "or"})
_DELIMITERS: Final = frozenset({",", ":", ")", "]", ""})


def reported_position(tokens: Sequence[Token], second: int) -> int:
    """For the value at index `second`, which follows another one without anything between: an offset."""
    if any(token.kind is Kind.STRAY for token in tokens):
        return tokens[-1].end
    reader = _Reader(tokens)
    reader.read(0, second)
    found = _rule(reader, second)(reader, second)
    return tokens[-1].end if found is None else tokens[found - 1].end


def _rule(reader: _Reader, second: int) -> Callable[[_Reader, int], int | None]:
    tokens = reader.tokens
    is_inner_call = reader.depth > 1 and _is_called(tokens, second)
    if tokens[second].text == "(" or (_is_literal(tokens[second - 1]) and not is_inner_call):
        return _with_the_call
    return _at_once if _is_name(tokens[second]) else _at_a_later_group


class _Reader:
    """Which parentheses are open: for each whether it is a call's, and how many `?` in it wait for a `:`."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.calls = [False]
        self.questions = [0]

    def read(self, start: int, end: int) -> int | None:
        """The index of the first token that belongs to nothing."""
        return next((index for index in range(start, end) if not self.take(index)), None)

    def take(self, index: int) -> bool:
        match self.tokens[index].text:
            case "(" | "[":
                self.calls.append(index > 0 and _is_called(self.tokens, index - 1))
                self.questions.append(0)
            case ")" | "]":
                return self.close()
            case ",":
                return self.calls[-1]
            case "?":
                self.questions[-1] += 1
            case ":":
                self.questions[-1] -= 1
                return self.questions[-1] >= 0
        return True

    def close(self) -> bool:
        """Close the innermost parenthesis; False where none is open."""
        if not self.depth:
            return False
        self.calls.pop()
        self.questions.pop()
        return True

    @property
    def depth(self) -> int:
        return len(self.calls) - 1


def _at_once(reader: _Reader, second: int) -> int | None:
    """A name closes a parenthesis, and so does each name that begins its first argument, until a literal."""
    tokens, index = reader.tokens, second
    while _is_name(tokens[index]):
        reader.close()
        index += 1
        if tokens[index].text != "(":
            break
        reader.take(index)
        index += 1
    return reader.read(index, len(tokens))


def _with_the_call(reader: _Reader, second: int) -> int | None:
    """After a literal it is the call around both that closes one more; an operator behind it puts that off."""
    tokens, depth, is_put_off = reader.tokens, reader.depth, False
    for index in range(second, len(tokens)):
        closes = tokens[index].text in (")", "]") and reader.depth == depth
        if closes and not is_put_off and _is_called(tokens, second) and _is_name(tokens[index - 1]):
            return index
        if not reader.take(index):
            return index
        if closes and tokens[index + 1].text in _DELIMITERS:
            is_closed = reader.close()
            return index if is_put_off and not is_closed else reader.read(index + 1, len(tokens))
        if closes:
            depth, is_put_off = depth - 1, True
    return None


def _at_a_later_group(reader: _Reader, second: int) -> int | None:
    """A literal closes nothing, but spoils the call: a group in it, beside no operator, is one value too many."""
    tokens, operators = reader.tokens, [False]
    for index in range(second + 1, len(tokens)):
        match tokens[index].text:
            case "(" | "[":
                operators.append(False)
            case ")" | "]":
                if len(operators) == 1:
                    return None
                operators.pop()
                is_group = not reader.calls[-1]
                if is_group and not operators[-1]:
                    return index
            case ",":
                operators[-1] = False
            case text:
                operators[-1] |= tokens[index].kind is Kind.SYMBOL or text.lower() in _AND_OR
        reader.take(index)
    return None


def _is_literal(token: Token) -> bool:
    return token.kind in (Kind.NUMBER, Kind.STRING) or token.text in WORDS


def _is_name(token: Token) -> bool:
    return token.kind is Kind.NAME and token.text not in WORDS and token.text.lower() not in _AND_OR


def _is_called(tokens: Sequence[Token], index: int) -> bool:
    return _is_name(tokens[index]) and tokens[index + 1].text == "("

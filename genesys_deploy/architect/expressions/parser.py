"""Tokens to nodes.

An operator-precedence parser with its own stack: no input can exhaust Python's, time is linear, and errors
come out in the order in which the official parser reports them (see docs/decisions/expression-errors.md).
"""

from __future__ import annotations

from typing import Final, NoReturn

from genesys_deploy.architect.expressions.errors import ExpressionError
from genesys_deploy.architect.expressions.lexer import Kind, Token, tokens
from genesys_deploy.architect.expressions.literals import WORDS, number, text_literal
from genesys_deploy.architect.expressions.nodes import Call, Literal, Name, Node, Property, Tree
from genesys_deploy.architect.expressions.pending import (
    BINARY,
    CONDITIONAL_LEVEL,
    UNARY,
    UNARY_LEVEL,
    Frame,
    Operator,
)
from genesys_deploy.architect.expressions.recovery import reported_position

__all__ = ["MAX_DEPTH", "MAX_LENGTH", "IncompleteError", "parse"]

MAX_LENGTH: Final = 32_000
MAX_DEPTH: Final = 200
_UNREAD: Final = (
    'a branch of "?:" with "or" or another "?:" needs parentheses; no space follows the dot of a name; '
    'a text has no escapes but \\" \\\\ \\n \\r \\t'
)


class IncompleteError(ExpressionError):
    """Something is missing that is looked for last; `parts` is what there is: an unknown name in it comes first."""

    def __init__(self, error: ExpressionError, parts: tuple[Node, ...]) -> None:
        self.parts = parts
        super().__init__(error.message, position=error.position, expression=error.expression, hint=error.hint)


def parse(text: str) -> Tree:
    """The tree of an expression.

    Raises:
        ExpressionError: it is no expression, too long or too deeply nested.
    """
    if len(text) > MAX_LENGTH:
        raise ExpressionError(
            f"an expression has at most {MAX_LENGTH:,} characters, this one {len(text):,}", expression=text
        )
    parser = _Parser(text)
    try:
        tree = parser.run()
    except ExpressionError as error:
        raise _placed(error, parser) from None
    position = reported_position(text)
    if position is not None:
        raise ExpressionError("this cannot be read", position=position, expression=text, hint=_UNREAD)
    return tree


def _placed(error: ExpressionError, parser: _Parser) -> ExpressionError:
    """The error where the official parser sees it."""
    position = reported_position(error.expression)
    if position is not None:
        return ExpressionError(error.message, position=position, expression=error.expression, hint=error.hint)
    return IncompleteError(error, parser.parts()) if parser.is_incomplete else error


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._operands: list[Node] = []
        self._nodes: list[Node] = []
        self._frames = [Frame("", None, 0, 0, 0)]
        self._tokens = tokens(text)
        self._at = 0
        self._depth = 0
        self._has_stray_comma = False
        self.is_incomplete = False

    def run(self) -> Tree:
        while self._operand() or self._operator():
            pass
        return Tree(self._text, tuple(self._nodes))

    def parts(self) -> tuple[Node, ...]:
        """The nodes there are, and the calls whose parentheses are open."""
        calls = (Call(frame.name, (), frame.position) for frame in self._frames if frame.name)
        return (*self._nodes, *calls)

    # An operand is expected

    def _operand(self) -> bool:
        """Read prefixes and one operand; False where the operators and the rest follow."""
        token = self._tokens[self._at]
        self._at += 1
        match token.kind:
            case Kind.NAME:
                return self._named(token)
            case Kind.NUMBER:
                return self._value(number(token.text, token.position))
            case Kind.STRING:
                return self._value(text_literal(token.text, token.position))
            case Kind.SYMBOL:
                return self._prefix(token)
        return self._no_operand(token)

    def _value(self, node: Node) -> bool:
        self._emit(node)
        return False

    def _emit(self, node: Node) -> None:
        self._operands.append(node)
        self._nodes.append(node)

    def _named(self, token: Token) -> bool:
        following = self._tokens[self._at]
        if following.text == "(":
            self._at += 1
            self._open(Frame("(", token.text, token.position, following.position, len(self._operands)))
            return not self._closes_at_once()
        if token.text in WORDS:
            value, type_ = WORDS[token.text]
            return self._value(Literal(value, type_, token.position))
        return self._value(Name(token.text, token.position))

    def _closes_at_once(self) -> bool:
        if self._tokens[self._at].text != ")":
            return False
        self._at += 1
        frame = self._frames.pop()
        self._depth -= 1
        self._emit(Call(frame.name or "", (), frame.position))
        return True

    def _prefix(self, token: Token) -> bool:
        if token.text == "(":
            self._open(Frame("(", None, token.position, token.position, len(self._operands)))
            return True
        if token.text not in UNARY:
            return self._no_operand(token)
        following = self._tokens[self._at]
        if token.text == "-" and following.kind is Kind.NUMBER:
            self._at += 1
            return self._value(number("-" + following.text, token.position))
        self._push(Operator(token.text, UNARY_LEVEL, token.position, arity=1))
        return True

    # An operator is expected

    def _operator(self) -> bool:
        """Read what follows an operand; False at the end."""
        while True:
            token = self._tokens[self._at]
            self._at += 1
            if token.kind is Kind.END:
                self._end()
                return False
            if token.kind is Kind.NAME:
                symbol = token.text.lower()
                if symbol in ("and", "or"):
                    return self._infix(symbol, token)
            elif token.kind is Kind.SYMBOL:
                if token.text in BINARY:
                    return self._infix(token.text, token)
                if token.text in ")]":
                    self._close(token)
                    continue
                if token.text == ".":
                    self._property(token)
                    continue
                if token.text in _PUNCTUATION:
                    return _PUNCTUATION[token.text](self, token)
            self._missing_operator(token)

    def _infix(self, symbol: str, token: Token) -> bool:
        level = BINARY[symbol]
        self._reduce_to(level if symbol != "^" else level + 1)
        self._push(Operator(symbol, level, token.position))
        return True

    def _question(self, token: Token) -> bool:
        self._reduce_to(CONDITIONAL_LEVEL)
        self._push(Operator("?", CONDITIONAL_LEVEL, token.position, arity=0))
        return True

    def _colon(self, _token: Token) -> bool:
        operators = self._frames[-1].operators
        while operators and operators[-1].arity:
            self._apply(operators.pop())
        if not operators:
            self._fail('":" without "?" before it', self._before())
        operators[-1].arity = 3
        return True

    def _comma(self, _token: Token) -> bool:
        if len(self._frames) == 1:
            self._stray_comma()
        self._reduce_to(0)
        self._has_stray_comma |= self._frames[-1].name is None
        return True

    def _index(self, token: Token) -> bool:
        self._open(Frame("[", None, token.position, token.position, len(self._operands)))
        return True

    def _property(self, dot: Token) -> None:
        following = self._tokens[self._at]
        if following.kind in (Kind.NUMBER, Kind.STRING):
            self._at += 1
            self._missing_operator(following)
        if following.kind is not Kind.NAME:
            self._fail('a property\'s name is expected after "."', dot.position)
        self._at += 1
        node = self._operands.pop()
        position = following.position
        for part in following.text.split("."):
            node = Property(node, part.strip(), position)
            self._nodes.append(node)
            position += len(part) + 1
        self._operands.append(node)

    def _close(self, token: Token) -> None:
        frame = self._frames[-1]
        if frame.opening != {")": "(", "]": "["}[token.text]:
            self._fail(f'"{token.text}" closes nothing', self._before())
        self._reduce_to(0)
        self._frames.pop()
        self._depth -= 1
        if frame.name is not None:
            arguments = tuple(self._operands[frame.base :])
            del self._operands[frame.base :]
            self._emit(Call(frame.name, arguments, frame.position))
            return
        if self._has_stray_comma and not self._frames[-1].operators:
            self._stray_comma()
        if token.text == "]":
            key = self._operands.pop()
            target = self._operands.pop()
            self._emit(Call("[", (target, key), frame.position, is_operator=True))

    def _end(self) -> None:
        if len(self._frames) > 1:
            self._unclosed()
        self._reduce_to(0)
        if self._has_stray_comma:
            self._stray_comma()

    # Stacks

    def _open(self, frame: Frame) -> None:
        self._deeper(frame.position)
        self._frames.append(frame)

    def _push(self, operator: Operator) -> None:
        self._deeper(operator.position)
        self._frames[-1].operators.append(operator)

    def _deeper(self, position: int) -> None:
        """What is begun and not ended, parentheses and operators alike, is how deep the tree will be."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._fail(f"nested deeper than {MAX_DEPTH} levels", position)

    def _reduce_to(self, level: int) -> None:
        operators = self._frames[-1].operators
        while operators and operators[-1].level >= level:
            self._apply(operators.pop())

    def _apply(self, operator: Operator) -> None:
        self._depth -= 1
        if not operator.arity:
            self._fail('"?" without ":" after it', operator.position)
        start = len(self._operands) - operator.arity
        arguments = tuple(self._operands[start:])
        del self._operands[start:]
        self._emit(Call(operator.symbol, arguments, operator.position, is_operator=True))

    # Errors

    def _before(self) -> int:
        """The end of the token before this one: where the official parser sees the fault."""
        return self._tokens[self._at - 2].end if self._at > 1 else 0

    def _no_operand(self, token: Token) -> NoReturn:
        if token.text == '"':
            self._fail("the text has no closing quote", token.position)
        if token.kind is Kind.STRAY:
            self._fail(f"{token.text} cannot stand here", token.position)
        if token.kind is Kind.END and len(self._frames) > 1:
            self._unclosed()
        self.is_incomplete = token.kind in (Kind.END, Kind.STRAY)
        before = self._tokens[self._at - 2] if self._at > 1 else token
        if token.text == ")" and before.text == ",":
            self._fail('a value is missing between "," and ")"', token.end)
        if before.kind in (Kind.SYMBOL, Kind.NAME) and before.text != "(":
            self._fail(f'a value is expected after "{before.text}"', before.position)
        self._fail("a value is expected here", token.position)

    def _stray_comma(self) -> NoReturn:
        """Noticed where a group closes that is no operand; an operand is looked into no further."""
        self._fail('"," stands outside of a function\'s parentheses', self._before())

    def _missing_operator(self, token: Token) -> NoReturn:
        before = self._tokens[self._at - 2].text
        self._fail(f'an operator or "," is missing between {before} and {token.text}', token.position)

    def _unclosed(self) -> NoReturn:
        """Of the open parentheses the innermost is told, and a bracket only where there are none."""
        frames = self._frames[1:]
        frame = next((frame for frame in reversed(frames) if frame.opening == "("), frames[-1])
        closing = "]" if frame.opening == "[" else ")"
        self.is_incomplete = True
        self._fail(f'this has no closing "{closing}"', frame.bracket)

    def _fail(self, message: str, position: int) -> NoReturn:
        raise ExpressionError(message, position=position, expression=self._text)


_PUNCTUATION: Final = {
    ",": _Parser._comma,
    "?": _Parser._question,
    ":": _Parser._colon,
    "[": _Parser._index,
}

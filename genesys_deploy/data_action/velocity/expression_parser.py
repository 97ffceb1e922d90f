"""References, and the expressions of `#if`, `#set` and `#foreach`, by the grammar of Velocity 1.7."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from genesys_deploy.data_action.velocity.cursor import IDENTIFIER, Cursor
from genesys_deploy.data_action.velocity.nodes import (
    Binary,
    Block,
    Call,
    Expression,
    Group,
    Index,
    ListOf,
    Literal,
    MapOf,
    Not,
    Property,
    Quoted,
    Range,
    Reference,
    Step,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    ParseText = Callable[[Cursor], Block]

__all__ = ["REFERENCE_START", "ExpressionParser"]

REFERENCE_START = re.compile(r"\$(!?)(\{?)(?=[A-Za-z_])")

_QUOTED = re.compile(r'"(?:[^"]|"")*"' + "|" + r"'(?:[^']|'')*'")
_NUMBER = re.compile(r"-?(?:\d+\.(?!\.)\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+|\d+)")
_WORD = re.compile(r"[A-Za-z_]\w*")
_MAX_DIGITS = 1_000
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})")
_PROPERTY = re.compile(r"\.([A-Za-z_][A-Za-z0-9_-]*)")

_LEVELS: tuple[tuple[tuple[str, str], ...], ...] = (
    (("||", "||"), ("or", "||")),
    (("&&", "&&"), ("and", "&&")),
    (("==", "=="), ("!=", "!="), ("eq", "=="), ("ne", "!=")),
    (
        ("<=", "<="),
        (">=", ">="),
        ("<", "<"),
        (">", ">"),
        ("lt", "<"),
        ("le", "<="),
        ("gt", ">"),
        ("ge", ">="),
    ),
    (("+", "+"), ("-", "-")),
    (("*", "*"), ("/", "/"), ("%", "%")),
)
"""From the loosest to the tightest: how an operator is written, and what it is."""


class ExpressionParser:
    """`parse_text` reads the inside of a text in double quotes."""

    def __init__(self, cursor: Cursor, parse_text: ParseText) -> None:
        self._cursor = cursor
        self._parse_text = parse_text

    def expression(self, level: int = 0) -> Expression:
        if level == len(_LEVELS):
            return self._unary()
        left = self.expression(level + 1)
        while (operator := self._operator(level)) is not None:
            left = Binary(operator, left, self.expression(level + 1))
        return left

    def operand(self) -> Expression:
        """A value without operators, as arguments are."""
        self._cursor.skip_space()
        if self._cursor.sees("("):
            self._cursor.fail("no expression can stand here", "compute it with #set first")
        return self._primary()

    def reference(self, backslashes: int = 0) -> Reference:
        cursor = self._cursor
        start, offset = cursor.at, cursor.offset
        opening = cursor.match(REFERENCE_START)
        name = cursor.match(IDENTIFIER)
        if opening is None or name is None:
            cursor.fail("a reference expected")
        steps = self._steps()
        if opening[2]:
            cursor.expect("}", "to end the reference")
        elif cursor.sees("{"):
            hint = f"write ${{{name[0]}}}: Velocity loses the text in the braces"
            cursor.fail('"{" directly behind a reference without braces', hint)
        literal = cursor.text[start : cursor.at]
        return Reference(literal, name[0], steps, bool(opening[1]), backslashes, offset)

    def _steps(self) -> tuple[Step, ...]:
        cursor = self._cursor
        steps: list[Step] = []
        while True:
            offset = cursor.offset
            if found := cursor.match(_PROPERTY):
                if cursor.sees("(") and cursor.at + 1 < len(cursor.text):
                    cursor.takes("(")
                    steps.append(Call(found[1], self._arguments(")"), offset))
                else:
                    steps.append(Property(found[1]))
            elif cursor.takes("["):
                steps.append(Index(self._index(), offset))
            else:
                return tuple(steps)

    def _index(self) -> Expression:
        (argument, *more) = self._arguments("]") or (None,)
        if argument is None or more or (isinstance(argument, Literal) and isinstance(argument.value, float)):
            self._cursor.fail("one index expected in the brackets")
        return argument

    def _arguments(self, closing: str) -> tuple[Expression, ...]:
        """Operands up to the closing bracket; Velocity has no operators among arguments."""
        cursor = self._cursor
        cursor.descend()
        opened = cursor.at
        cursor.skip_space()
        if closing == ")" and cursor.sees(closing) and cursor.at > opened:
            cursor.fail("a value expected in the brackets, or nothing at all")
        items: list[Expression] = []
        while not cursor.takes(closing):
            if items:
                cursor.expect(",", "between two values")
            items.append(self.operand())
            cursor.skip_space()
        cursor.ascend()
        return tuple(items)

    def _operator(self, level: int) -> str | None:
        cursor = self._cursor
        cursor.skip_space()
        word = _WORD.match(cursor.text, cursor.at)
        for written, operator in _LEVELS[level]:
            if word[0] == written if word else self._sees_operator(written):
                cursor.at += len(written)
                return operator
        return None

    def _sees_operator(self, written: str) -> bool:
        """A minus before a digit is part of the number: `10 -3` is no subtraction, as in Velocity."""
        cursor = self._cursor
        return cursor.sees(written) and not (written == "-" and _NUMBER.match(cursor.text, cursor.at))

    def _unary(self) -> Expression:
        cursor = self._cursor
        cursor.skip_space()
        word = _WORD.match(cursor.text, cursor.at)
        if cursor.sees("!") or (word is not None and word[0] == "not"):
            cursor.at += 1 if word is None else len("not")
            cursor.descend()
            operand = self._unary()
            cursor.ascend()
            return Not(operand)
        return self._primary()

    def _primary(self) -> Expression:
        cursor = self._cursor
        readers = {"(": self._group, "[": self._list_or_range, "{": self._map, "$": self.reference}
        reader = readers.get(cursor.text[cursor.at : cursor.at + 1])
        if reader is not None:
            return reader()
        if quoted := cursor.match(_QUOTED):
            return self._text(quoted[0])
        if number := cursor.match(_NUMBER):
            return self._number(number[0])
        return self._word()

    def _number(self, written: str) -> Literal:
        if len(written) > _MAX_DIGITS:
            self._cursor.fail(f"a number of more than {_MAX_DIGITS} digits")
        return Literal(int(written) if written.lstrip("-").isdecimal() else float(written))

    def _word(self) -> Literal:
        cursor = self._cursor
        for word, value in (("true", True), ("false", False)):
            found = _WORD.match(cursor.text, cursor.at)
            if found is not None and found[0] == word:
                cursor.at = found.end()
                return Literal(value)
        return cursor.fail(f"a value expected, not {cursor.seen()}")

    def _group(self) -> Group:
        cursor = self._cursor
        cursor.takes("(")
        cursor.descend()
        inner = self.expression()
        cursor.skip_space()
        cursor.expect(")", "to close the bracket")
        cursor.ascend()
        return Group(inner)

    def _list_or_range(self) -> Expression:
        cursor = self._cursor
        start = cursor.at
        cursor.takes("[")
        cursor.skip_space()
        if cursor.takes("]"):
            return ListOf(())
        first = self.operand()
        cursor.skip_space()
        if cursor.takes(".."):
            last = self.operand()
            cursor.skip_space()
            cursor.expect("]", "to close the range")
            return Range(first, last)
        cursor.at = start + 1
        return ListOf(self._arguments("]"))

    def _map(self) -> MapOf:
        cursor = self._cursor
        cursor.takes("{")
        cursor.descend()
        entries: list[tuple[Expression, Expression]] = []
        cursor.skip_space()
        while not cursor.takes("}"):
            if entries:
                cursor.expect(",", "between two entries")
            key = self.operand()
            cursor.skip_space()
            cursor.expect(":", "between a key and its value")
            entries.append((key, self.operand()))
            cursor.skip_space()
        cursor.ascend()
        return MapOf(tuple(entries))

    def _text(self, written: str) -> Expression:
        quote, inner = written[0], written[1:-1]
        if quote == "'":
            return Literal(inner.replace("''", "'"))
        inner = _CODE_POINT.sub(lambda found: chr(int(found[1], 16)), inner).replace('""', '"')
        if "$" not in written and "#" not in written:
            return Literal(inner)
        base = self._cursor.offset - len(written) + 1
        self._cursor.descend()
        body = self._parse_text(Cursor(inner, base, in_quotes=True, depth=self._cursor.depth))
        self._cursor.ascend()
        return Quoted(body)

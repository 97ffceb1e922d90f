"""From the text between `[?(` and `)]` to a condition."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NoReturn

from genesys_deploy.data_action.errors import PathError
from genesys_deploy.data_action.jsonpath.filters import OPERATORS
from genesys_deploy.data_action.jsonpath.lenient_json import read_lenient_json
from genesys_deploy.data_action.jsonpath.quoting import QUOTED, closing, unescape
from genesys_deploy.data_action.jsonpath.tokens import (
    And,
    Comparison,
    Condition,
    Exists,
    FilterPath,
    JsonLiteral,
    Negation,
    Operand,
    Or,
    Scalar,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.data_action.jsonpath.tokens import Path

    ParsePath = Callable[[str], Path]

__all__ = ["parse_filter"]

_BLANKS = re.compile(" *")
_TEXT = re.compile(QUOTED, re.DOTALL)
_NUMBER = re.compile(r"[-.0-9eE]+")
_DECIMAL = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE]-?\d+)?")
_PATTERN = re.compile(r"/((?:[^/\\]|\\.)*)/([a-zA-Z]*)", re.DOTALL)
_OPERATOR = re.compile(r"[<>=~!]+|[^ <>=~!]+(?= |\Z)")
_PATH_PART = re.compile(r"[^\[<>=~! )]+")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE, "u": re.IGNORECASE}
_OTHER_FLAGS = "dU"


def parse_filter(text: str, parse_path: ParsePath) -> Condition:
    """Read a condition; `parse_path` reads the paths within it.

    Raises:
        PathError: what Jayway JsonPath could not read either.
    """
    parser = _FilterParser(text, parse_path)
    condition = parser.alternatives()
    parser.expect_end()
    return condition


class _FilterParser:
    def __init__(self, text: str, parse_path: ParsePath) -> None:
        self._text = text
        self._at = 0
        self._parse_path = parse_path

    def alternatives(self) -> Condition:
        operands = [self._conjunction()]
        while self._takes("||"):
            operands.append(self._conjunction())
        return operands[0] if len(operands) == 1 else Or(tuple(operands))

    def expect_end(self) -> None:
        self._skip_blanks()
        if self._at < len(self._text):
            self._fail("the end of the filter expected")

    def _conjunction(self) -> Condition:
        operands = [self._condition()]
        while self._takes("&&"):
            operands.append(self._condition())
        return operands[0] if len(operands) == 1 else And(tuple(operands))

    def _condition(self) -> Condition:
        self._skip_blanks()
        if self._takes("!"):
            self._skip_blanks()
            if self._sees("$") or self._sees("@"):
                return self._comparison(wanted=False)
            return Negation(self._condition())
        if self._takes("("):
            inner = self.alternatives()
            if not self._takes(")"):
                self._fail('")" expected')
            return inner
        return self._comparison(wanted=True)

    def _comparison(self, *, wanted: bool) -> Condition:
        left = self._operand()
        before = self._at
        self._skip_blanks()
        found = _OPERATOR.match(self._text, self._at)
        if found is not None and found[0].lower() in OPERATORS:
            self._at = found.end()
            return Comparison(left, found[0].lower(), self._operand())
        self._at = before
        if not isinstance(left, FilterPath):
            self._fail("an operator expected", f"one of: {', '.join(OPERATORS)}")
        return Exists(left, wanted)

    def _operand(self) -> Operand:
        self._skip_blanks()
        self._takes("!")
        self._skip_blanks()
        match self._text[self._at : self._at + 1]:
            case "$" | "@":
                return self._path()
            case "'" | '"':
                return self._quoted()
            case "[" | "{" as opening:
                return self._json(opening)
            case "/":
                return self._pattern()
            case _:
                return self._word_or_number()

    def _path(self) -> FilterPath:
        start = self._at
        self._at += 1
        while self._at < len(self._text):
            if self._sees("["):
                end = closing(self._text, self._at, "[", "]")
                if end is None:
                    self._fail("the bracket has no end")
                self._at = end + 1
            elif self._sees(")") and self._closes_function(start):
                self._at += 1
            elif found := _PATH_PART.match(self._text, self._at):
                self._at = found.end()
            else:
                break
        written = self._text[start : self._at]
        return FilterPath(self._parse_path(written), from_root=written[0] == "$")

    def _closes_function(self, start: int) -> bool:
        written = self._text[start : self._at].rstrip(" ")
        return written.endswith("(") and "." in written

    def _quoted(self) -> Scalar:
        found = _TEXT.match(self._text, self._at)
        if found is None:
            self._fail("the text has no closing quote")
        self._at = found.end()
        return Scalar(unescape(found[0][1:-1]))

    def _json(self, opening: str) -> JsonLiteral:
        end = closing(self._text, self._at, opening, "]" if opening == "[" else "}")
        if end is None:
            self._fail(f'"{opening}" has no end')
        written = self._text[self._at : end + 1]
        self._at = end + 1
        return JsonLiteral(read_lenient_json(written))

    def _pattern(self) -> Scalar:
        found = _PATTERN.match(self._text, self._at)
        if found is None:
            self._fail("the pattern has no end")
        flags = re.NOFLAG
        for flag in found[2]:
            if flag in _OTHER_FLAGS:
                self._fail(f'the flag "{flag}" is not modelled')
            flags |= _FLAGS.get(flag, re.NOFLAG)
        self._at = found.end()
        try:
            return Scalar(re.compile(found[1], flags))
        except re.error as error:
            self._fail(f"not a regular expression: {error.msg}")

    def _word_or_number(self) -> Scalar:
        for word, value in _WORDS.items():
            if self._sees(word):
                self._at += len(word)
                return Scalar(value)
        found = _NUMBER.match(self._text, self._at)
        if found is None or _DECIMAL.fullmatch(found[0]) is None:
            self._fail("a value expected", 'a text stands in quotes, "and" is &&, "or" is ||')
        self._at = found.end()
        return Scalar(Decimal(found[0]))

    def _sees(self, word: str) -> bool:
        return self._text.startswith(word, self._at)

    def _takes(self, word: str) -> bool:
        before = self._at
        self._skip_blanks()
        if self._sees(word):
            self._at += len(word)
            return True
        self._at = before
        return False

    def _skip_blanks(self) -> None:
        found = _BLANKS.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _fail(self, message: str, hint: str | None = None) -> NoReturn:
        seen = self._text[self._at : self._at + 20] or "the end"
        raise PathError(f"the filter {self._text}: {message}, not {seen!r}", self._at, hint)

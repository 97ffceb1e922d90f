"""Where the official parser sees that the syntax is wrong.

It does not stop at a fault: it skips to a token that some construct around the fault can go on with, and reads on.
Where no construct can, it reports the end of what it read; where it comes to the end, the end of the text. So the
place depends on all that follows the fault, and is found by reading on in the same way. Held against verdicts of the
official checker: docs/decisions/expression-errors.md.
"""

from __future__ import annotations

import re
from typing import Final

from genesys_deploy.architect.expressions.literals import WORDS

__all__ = ["reported_position"]

_MAX_DEPTH: Final = 150
_PLACEHOLDER: Final = r"\{\{[^{}]*+\}\}|\$\{[^{}]*+\}"
_WORD: Final = rf"(?:[^\W\d_]|\$|{_PLACEHOLDER})(?:\w++|{_PLACEHOLDER})*+"
_OPEN: Final = r'"[^"\\]*+(?:\\["\\nrt][^"\\]*+)*+'
"""A text up to its closing quote; one with another escape is no text, and loses its quote."""
_PATTERN: Final = re.compile(
    rf"""\s*+(?:
      (?P<field>\.(?:{_WORD}|{_OPEN}(?:"|\Z)))
    | (?P<value>\d++(?:\.\d*+)?|\.\d++|{_OPEN}")
    | (?P<open>{_OPEN}\Z)
    | (?P<word>{_WORD})
    | (?P<symbol>==|!=|<=|>=|[-+*/%^&|~!<>?:,.()\[\]])
    | (?P<stray>[^\s\\"])
    | [\\"]
    | \Z
    )""",
    re.VERBOSE | re.DOTALL,
)
_END: Final = "end"
_BRANCH: Final = frozenset({"and", "|", "&", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "^"})
"""The operators of a branch of `?:`; `or` needs parentheses there, and so does another `?`."""
_CONDITION: Final = _BRANCH | {"or"}
_ACCESS: Final = frozenset({"field", "[", "."})
_AFTER: Final = _CONDITION | {"?", ":", ")", "]", ",", _END}
"""What may follow a variable or a call; after a literal the parser does not look."""
_BEGINNING: Final = frozenset({"value", "open", "stray", "word", "-", "!", "~", "(", _END})
_ARGUMENT: Final = frozenset({")", ","})


class _TooDeepError(Exception):
    pass


def reported_position(text: str) -> int | None:
    """The offset that is reported; None where the syntax is right as far as this parser looks."""
    tokens = _tokens(text)
    reading = _Reading([kind for kind, _ in tokens])
    try:
        reading.expression(frozenset())
    except _TooDeepError:
        return None
    end = tokens[reading.at - 1][1] if reading.at else 0
    if end < len(text.strip()):
        return end
    return len(text) if reading.is_faulty else None


def _tokens(text: str) -> list[tuple[str, int]]:
    """Kind and end of each; a symbol or an operator is its own kind."""
    found = [
        (_kind(match.lastgroup, match[match.lastgroup]), match.end())
        for match in _PATTERN.finditer(text)
        if match.lastgroup
    ]
    return [*found, (_END, len(text))]


def _kind(group: str, text: str) -> str:
    if group == "symbol":
        return text
    if group == "word":
        operator = text.lower()
        return operator if operator in ("and", "or") else "value" if text in WORDS else "word"
    return group


class _Reading:
    """A reading that goes on after faults. `stops` are the tokens that what is around a part can go on with."""

    def __init__(self, kinds: list[str]) -> None:
        self._kinds = kinds
        self.at = 0
        self.is_faulty = False
        self._last_fault = -1
        self._depth = 0

    @property
    def _next(self) -> str:
        return self._kinds[self.at]

    def expression(self, stops: frozenset[str]) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _TooDeepError
        self._chain(_CONDITION, stops | {"?"})
        while self._next == "?":
            self.at += 1
            self._chain(_BRANCH, stops | {":"})
            if not self._close(":", stops):
                break
            self._chain(_BRANCH, stops | {"?"})
        self._depth -= 1

    def _chain(self, operators: frozenset[str], stops: frozenset[str]) -> None:
        self._operand(stops | operators)
        while self._next in operators:
            self.at += 1
            self._operand(stops | operators)

    def _operand(self, stops: frozenset[str]) -> None:
        while self._next in ("!", "~"):
            self.at += 1
        self.at += self._next == "-"
        match self._next:
            case "value" | "open" | "stray":
                self.at += 1
            case "(":
                self.at += 1
                self.expression(stops | {")"})
                self._close(")", stops)
            case "word":
                self._named(stops)
            case kind if kind != _END:
                self._fault(stops)

    def _named(self, stops: frozenset[str]) -> None:
        following = self._kinds[self.at + 1]
        if following == "(":
            self.at += 2
            self._arguments(stops | _ACCESS)
            self._accesses(stops)
        elif following in _AFTER or following in _ACCESS:
            self.at += 1
            self._variable(stops)
        else:
            self._fault(stops)

    def _arguments(self, stops: frozenset[str]) -> None:
        if self._next in _BEGINNING:
            self.expression(stops | _ARGUMENT)
            while self._next == ",":
                self.at += 1
                self.expression(stops | _ARGUMENT)
        self._close(")", stops)

    def _variable(self, stops: frozenset[str]) -> None:
        while self._next == "field":
            self.at += 1
        if self._next not in _AFTER and self._next not in _ACCESS:
            self._fault(stops)
            return
        if self._next == ".":
            self.at += 1
            if not self._close("open", stops):
                return
        if self._next == "[":
            self._item(stops)
            self._accesses(stops)

    def _item(self, stops: frozenset[str]) -> None:
        self.at += 1
        self.expression(stops | _ACCESS | {"]"})
        self._close("]", stops | _ACCESS)

    def _accesses(self, stops: frozenset[str]) -> None:
        while self._next in ("field", "["):
            if self._next == "[":
                self._item(stops)
            else:
                self.at += 1
        if self._next == ".":
            self.at += 1
        elif self._next not in _AFTER:
            self._fault(stops)

    def _close(self, kind: str, stops: frozenset[str]) -> bool:
        """Take what must come here; the end of the text is as good."""
        if self._next == kind:
            self.at += 1
        elif self._next != _END:
            self._fault(stops)
            return False
        return True

    def _fault(self, stops: frozenset[str]) -> None:
        """Skip to where it can go on, and always beyond the last fault."""
        self.is_faulty = True
        if self._last_fault == self.at and self._next != _END:
            self.at += 1
        self._last_fault = self.at
        while self._next not in stops and self._next != _END:
            self.at += 1

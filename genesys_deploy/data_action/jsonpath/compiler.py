"""From a JSONPath's text to its steps, by the reading of Jayway JsonPath."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import NoReturn

from genesys_deploy.data_action.errors import PathError
from genesys_deploy.data_action.jsonpath.filter_compiler import parse_filter
from genesys_deploy.data_action.jsonpath.functions import FUNCTIONS, OF_CHILDREN
from genesys_deploy.data_action.jsonpath.quoting import QUOTED, closing, unescape
from genesys_deploy.data_action.jsonpath.tokens import (
    Filter,
    Function,
    Indexes,
    JsonLiteral,
    Names,
    Path,
    Scan,
    Slice,
    Token,
    Wildcard,
)
from genesys_deploy.source.suggest import did_you_mean

__all__ = ["MAX_DEPTH", "compile_path"]

MAX_DEPTH = 50
_CACHED_PATHS = 4096
_NAME = re.compile(r"[^.\[( ]+")
_SINGLE_QUOTED = r"'(?:[^'\\]|\\.)*' *"
_DOUBLE_QUOTED = r'"(?:[^"\\]|\\.)*" *'
_NAMES = re.compile(
    rf"\[ *({_SINGLE_QUOTED}(?:, *{_SINGLE_QUOTED})*|{_DOUBLE_QUOTED}(?:, *{_DOUBLE_QUOTED})*)\]", re.DOTALL
)
_ONE_NAME = re.compile(QUOTED, re.DOTALL)
_PARAMETER = re.compile(r'"[^",()]*"|[-0-9{].*', re.DOTALL)
_ARRAY = re.compile(r"\[ *([-0-9:][-0-9:, ]*)\]")
_INDEX_LIST = re.compile(r"-?\d{1,10}(?: *, *-?\d{1,10})*")
_SLICE = re.compile(r"(-?\d{1,10})?:(-?\d{1,10})?(?::[-0-9:]*)?")
_WILDCARD = re.compile(r"\*|\[ *\* *\]")
_FILTER = re.compile(r"\[ *\? *(?=\()")


@lru_cache(maxsize=_CACHED_PATHS)
def compile_path(text: str) -> Path:
    """Read a path, once for each text.

    Raises:
        PathError: what Jayway JsonPath could not read either, or knows and this product does not.
    """
    return _parse(text, 0)


def _parse(text: str, depth: int) -> Path:
    """A path; one that does not start with `$` or `@` starts behind an unwritten `$.`."""
    written = text.rstrip(" ")
    if not written or written[0] == " ":
        raise PathError("the path is empty or starts with a blank")
    if depth > MAX_DEPTH:
        raise PathError(f"filters nested deeper than {MAX_DEPTH} levels")
    if written[0] not in "$@":
        written = f"$.{written}"
    if written[-1] == "." or (len(written) > 1 and written[1] not in ".["):
        raise PathError('a path goes on with "." or "[" and does not end with "."', 1)
    return _scanned_as_parameter(Path(text, _Compiler(written, depth).tokens()))


class _Compiler:
    def __init__(self, text: str, depth: int) -> None:
        self._text = text
        self._depth = depth
        self._at = 1
        self._tokens: list[Token] = []

    def tokens(self) -> tuple[Token, ...]:
        while self._at < len(self._text):
            self._dots()
            self._token()
            if self._text[self._at : self._at + 1] not in {"", ".", "["}:
                self._fail('"." or "[" expected')
        return tuple(self._tokens)

    def _dots(self) -> None:
        if self._text.startswith("..", self._at):
            self._tokens.append(Scan())
            self._at += 2
        elif self._text.startswith(".", self._at):
            self._at += 1
        if self._text.startswith(".", self._at):
            self._fail('"." is too much here')

    def _token(self) -> None:
        if found := _WILDCARD.match(self._text, self._at):
            self._add(Wildcard(), found.end())
        elif found := _NAMES.match(self._text, self._at):
            names = (unescape(name[1:-1]) for name in _ONE_NAME.findall(found[1]))
            self._add(Names(tuple(names)), found.end())
        elif found := _ARRAY.match(self._text, self._at):
            self._add(self._array(found[1].strip(" ")), found.end())
        elif found := _FILTER.match(self._text, self._at):
            self._filter(found.end())
        else:
            self._name_or_function()

    def _add(self, token: Token, end: int) -> None:
        self._tokens.append(token)
        self._at = end

    def _array(self, inner: str) -> Token:
        if _INDEX_LIST.fullmatch(inner):
            return Indexes(tuple(int(index) for index in inner.split(",")))
        found = _SLICE.fullmatch(inner)
        if found is None or (found[1] is None and found[2] is None):
            self._fail(f"[{inner}] is neither an index nor a slice")
        return Slice(*(int(bound) if bound else None for bound in (found[1], found[2])))

    def _filter(self, start: int) -> None:
        end = closing(self._text, start, "(", ")", patterns=True)
        if end is None or not self._text[end + 1 :].lstrip(" ").startswith("]"):
            self._fail("the filter has no end", 'it ends with ")]"')
        condition = parse_filter(self._text[start + 1 : end], self._inner_path)
        self._add(Filter(condition), self._text.index("]", end) + 1)

    def _name_or_function(self) -> None:
        found = _NAME.match(self._text, self._at)
        if found is None:
            self._fail("a name, an index, a filter or a wildcard expected")
        end = found.end()
        if self._text.startswith(" ", end):
            self._fail("a name with a blank", f"write ['{found[0]} …']")
        if self._text.startswith("(", end):
            self._function(found[0], end)
        else:
            self._add(Names((found[0],)), end)

    def _function(self, name: str, opening: int) -> None:
        end = closing(self._text, opening, "(", ")")
        if end is None:
            self._fail(f"the parameters of {name} have no end")
        if name not in FUNCTIONS:
            self._fail(f'there is no function "{name}"', did_you_mean(name, FUNCTIONS))
        if end + 1 < len(self._text):
            self._fail(f"nothing can stand behind {name}()", "a function is the last step of a path")
        parameters = tuple(map(self._parameter, _split(self._text[opening + 1 : end])))
        if name in OF_CHILDREN and parameters and isinstance(parameters[0], JsonLiteral):
            self._fail(f"{name}() needs a path, not JSON")
        self._add(Function(name, parameters), end + 1)

    def _parameter(self, text: str) -> Path | JsonLiteral:
        if text[0] in "$@":
            return self._inner_path(text)
        if not _PARAMETER.fullmatch(text):
            hint = 'Jayway knows paths, numbers, objects and texts in "" without commas and brackets'
            self._fail(f"{text} cannot be a parameter", hint)
        try:
            return JsonLiteral(json.loads(text))
        except ValueError:
            self._fail(f"{text} is neither a path nor JSON")

    def _inner_path(self, text: str) -> Path:
        return _parse(text, self._depth + 1)

    def _fail(self, message: str, hint: str | None = None) -> NoReturn:
        raise PathError(f"{self._text}: {message}", self._at, hint)


def _split(text: str) -> list[str]:
    """Parameters at their commas, those in brackets and quotes left alone."""
    parts, start, at = [], 0, 0
    while at < len(text):
        if text[at] in "([{":
            end = closing(text, at, text[at], ")]}"["([{".index(text[at])])
            at = len(text) if end is None else end
        elif text[at] in "'\"" and (found := _ONE_NAME.match(text, at)):
            at = found.end() - 1
        elif text[at] == ",":
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [part.strip() for part in (*parts, text[start:]) if part.strip()]


def _scanned_as_parameter(path: Path) -> Path:
    """`$..a.sum()` is `$.sum($..a)`: a function behind a scan takes all that the scan finds."""
    match path.tokens:
        case (Scan(), Function(name=name)):
            raise PathError(f'{path.text}: "..{name}()" scans for nothing', hint="name what is looked for")
        case (Scan(), Indexes() | Slice() | Wildcard(), Function(name=name)) if name in OF_CHILDREN:
            raise PathError(f"{path.text}: {name}() behind such a scan is not modelled")
        case (Scan(), *between, Function(name=name)):
            inner = Path(path.text, (Scan(), *between))
            return Path(path.text, (Function(name, (inner,)),))
        case _:
            return path

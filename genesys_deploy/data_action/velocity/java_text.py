"""Methods of Java's String; texts count in UTF-16 units, as Java does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from genesys_deploy.data_action.errors import TemplateError
from genesys_deploy.data_action.velocity.java_values import JavaArray

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "char_at", "compare_to", "hash_code", "index_of", "last_index_of", "length", "matches", "replace_all",
    "replace_first", "split", "starts_with_at", "substring", "trim",
]  # fmt: skip

_BEYOND_16_BITS = re.compile("[\U00010000-\U0010ffff]")
_BLANKS = "".join(map(chr, range(0x21)))
_GROUP = re.compile(r"\\(.)|\$(\d)", re.DOTALL)


def _units(text: str) -> str:
    """The text with each character beyond 16 bits as its two surrogates."""
    if not _BEYOND_16_BITS.search(text):
        return text
    return _BEYOND_16_BITS.sub(_surrogates, text)


def _surrogates(found: re.Match[str]) -> str:
    high, low = divmod(ord(found[0]) - 0x10000, 0x400)
    return chr(0xD800 + high) + chr(0xDC00 + low)


def _joined(units: str) -> str:
    if not re.search("[\ud800-\udfff]", units):
        return units
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def length(text: str) -> int:
    return len(_units(text))


def char_at(text: str, index: int) -> str:
    return substring(text, index, index + 1)


def substring(text: str, start: int, end: int | None = None) -> str:
    units = _units(text)
    stop = len(units) if end is None else end
    if not 0 <= start <= stop <= len(units):
        raise TemplateError(f"begin {start}, end {stop}: outside of a text of {len(units)} characters")
    return _joined(units[start:stop])


def index_of(text: str, wanted: str, start: int = 0) -> int:
    return _units(text).find(_units(wanted), max(start, 0))


def last_index_of(text: str, wanted: str, start: int | None = None) -> int:
    units, wanted_units = _units(text), _units(wanted)
    if start is None:
        return units.rfind(wanted_units)
    return units.rfind(wanted_units, 0, start + len(wanted_units)) if start >= 0 else -1


def starts_with_at(text: str, prefix: str, start: int) -> bool:
    return start >= 0 and _units(text).startswith(_units(prefix), start)


def compare_to(text: str, other: str) -> int:
    left, right = _units(text), _units(other)
    for one, two in zip(left, right, strict=False):
        if one != two:
            return ord(one) - ord(two)
    return len(left) - len(right)


def hash_code(text: str) -> int:
    code = 0
    for unit in _units(text):
        code = (31 * code + ord(unit)) & 0xFFFFFFFF
    return code - (1 << 32) if code >= 1 << 31 else code


def trim(text: str) -> str:
    return text.strip(_BLANKS)


def matches(text: str, pattern: str) -> bool:
    return _compiled(pattern).fullmatch(text) is not None


def replace_all(text: str, pattern: str, replacement: str) -> str:
    return _compiled(pattern).sub(_expansion(replacement), text)


def replace_first(text: str, pattern: str, replacement: str) -> str:
    return _compiled(pattern).sub(_expansion(replacement), text, count=1)


def split(text: str, pattern: str, limit: int = 0) -> JavaArray:
    """Java drops empty parts at the end where no limit is given, and an empty match before the first character."""
    if not text:
        return JavaArray([text])
    parts = _parts(text, _compiled(pattern), limit)
    while limit == 0 and len(parts) > 1 and not parts[-1]:
        parts.pop()
    return JavaArray([] if limit == 0 and parts == [""] else parts)


def _parts(text: str, pattern: re.Pattern[str], limit: int) -> list[str]:
    parts: list[str] = []
    start = 0
    for found in pattern.finditer(text):
        if limit > 0 and len(parts) == limit - 1:
            break
        if found.end() == 0 or (found.start() == found.end() == len(text)):
            continue
        parts.append(text[start : found.start()])
        start = found.end()
    return [*parts, text[start:]]


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise TemplateError(f"not a regular expression: {pattern!r} ({error.msg})") from None


def _expansion(replacement: str) -> Callable[[re.Match[str]], str]:
    """`$1` is a group, a backslash takes the next character as it is."""

    def expand(found: re.Match[str]) -> str:
        def part(piece: re.Match[str]) -> str:
            if piece[1] is not None:
                return piece[1]
            return found[int(piece[2])] or ""

        try:
            return _GROUP.sub(part, replacement)
        except IndexError:
            raise TemplateError(f"no such group in {replacement!r}") from None

    return expand

"""What looks alike: skeletons after UTS #39, scripts, and characters that cannot be seen.

The tables (Unicode 17.0) lie in `unicode/`. The skeleton of UTS #39 alone is not enough: full-width letters
need NFKC before it, `0` goes to a capital `O` so that case is folded after it, and of the digits only 0 and 1
are in it; the others are `leet_key`'s, a map of our own.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache
from importlib.resources import files

__all__ = ["has_hidden_characters", "leet_key", "scripts_of", "skeleton", "without_hidden_characters"]

# The default ignorable code points of the Unicode Character Database.
_HIDDEN_RANGES = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
_HIDDEN = dict.fromkeys(code for first, last in _HIDDEN_RANGES for code in range(first, last + 1))

# One letter per shape, after the skeleton; i and l fall together because 1 and ! are drawn for both.
_LEET = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "!": "l", "|": "l", "2": "z", "3": "e", "4": "a", "@": "a", "5": "s",
     "$": "s", "6": "g", "9": "g", "7": "t", "+": "t", "8": "b", "_": None, "-": None, ".": None}
)  # fmt: skip
# Nearly all handles are ASCII, and as bytes they go through a table at once instead of letter by letter.
_OTHER_BYTES = bytes(range(128, 256))
_LEET_BYTES = bytes(ord(_LEET.get(code) or chr(code)) for code in range(128)) + _OTHER_BYTES
_SEPARATORS = bytes(code for code, drawn in _LEET.items() if drawn is None)


def skeleton(text: str) -> str:
    """Two texts with one skeleton can be taken for one another."""
    if text.isascii():
        table, longer = _ascii_prototypes()
        for character, prototype in longer:
            text = text.replace(character, prototype)
        return text.encode().translate(table).decode()
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text)).translate(_HIDDEN)
    return unicodedata.normalize("NFD", plain.translate(_prototypes())).casefold()


def leet_key(skeleton_: str) -> str:
    """A wider net over a skeleton: digits drawn for letters, `vv` for `w`, no separators, no accents."""
    if skeleton_.isascii():
        return skeleton_.encode().translate(_LEET_BYTES, _SEPARATORS).decode().replace("vv", "w")
    bare = "".join(c for c in skeleton_ if not unicodedata.combining(c))
    return bare.translate(_LEET).replace("vv", "w")


def has_hidden_characters(text: str) -> bool:
    """Whether zero-width, bidirectional or other invisible characters are in the text."""
    return not text.isascii() and any(ord(character) in _HIDDEN for character in text)


def without_hidden_characters(text: str) -> str:
    return text if text.isascii() else text.translate(_HIDDEN)


def scripts_of(text: str) -> frozenset[str]:
    """The scripts that the letters belong to; what all scripts share counts for none."""
    found = (_script(ord(character)) for character in set(text))
    return frozenset(script for script in found if script)


def _script(code: int) -> str | None:
    starts, ranges = _script_ranges()
    at = bisect_right(starts, code) - 1
    if at < 0:
        return None
    last, script = ranges[at]
    return script if code <= last else None


@cache
def _prototypes() -> dict[int, str]:
    table = {}
    for line in _lines("confusables.txt"):
        source, *prototype = line.split()
        table[int(source, 16)] = "".join(chr(int(code, 16)) for code in prototype)
    return table


@cache
def _ascii_prototypes() -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """What each byte is drawn as, in lower case, and the characters that are drawn as several."""
    drawn = [_prototypes().get(code, chr(code)) for code in range(128)]
    longer = tuple((chr(code), prototype) for code, prototype in enumerate(drawn) if len(prototype) > 1)
    single = (prototype if len(prototype) == 1 else chr(code) for code, prototype in enumerate(drawn))
    return "".join(single).lower().encode() + _OTHER_BYTES, longer


@cache
def _script_ranges() -> tuple[list[int], list[tuple[int, str]]]:
    rows = [line.split() for line in _lines("scripts.txt")]
    return [int(row[0], 16) for row in rows], [(int(row[1], 16), row[2]) for row in rows]


def _lines(name: str) -> list[str]:
    return (files(__package__) / "unicode" / name).read_text(encoding="ascii").splitlines()

"""What the eye takes for something else is told letter by letter."""

from __future__ import annotations

import pytest

from irp_stub.identity.spelling import spell

SPELT = [
    ("paypaI_support", "paypal_support", [("I", "U+0049", "LATIN CAPITAL LETTER I", "instead", "l")]),
    ("pаypal", "paypal", [("а", "U+0430", "CYRILLIC SMALL LETTER A", "foreign", "a")]),
    ("jo\u200bhn", "john", [("\u200b", "U+200B", "ZERO WIDTH SPACE", "hidden", "")]),
    ("ｊohn", "john", [("ｊ", "U+FF4A", "FULLWIDTH LATIN SMALL LETTER J", "foreign", "j")]),
    ("rnodern", "modern", [("r", "U+0072", "LATIN SMALL LETTER R", "instead", "m"), ("n", "U+006E", "LATIN SMALL LETTER N", "instead", "")]),
    ("j0hn", "john", [("0", "U+0030", "DIGIT ZERO", "instead", "o")]),
    ("Grace_Hall", "grace_hall", []),
    ("иван", "иван", []),
    ("иван", None, [(one, f"U+{ord(one):04X}", f"CYRILLIC SMALL LETTER {name}", "foreign", None) for one, name in zip("иван", ["I", "VE", "A", "EN"], strict=True)]),
    ("josé", None, []),
    ("a\x07", None, [("\x07", "U+0007", "a character without a name", "hidden", None)]),
    ("", "x", []),
]  # fmt: skip


@pytest.mark.parametrize(("shown", "known", "odd"), SPELT)
def test_odd_letters(shown: str, known: str | None, odd: list[tuple[str, ...]]) -> None:
    letters = spell(shown, known)
    assert "".join(letter.text for letter in letters) == shown
    told = [(one.text, one.code, one.name, one.oddity, one.instead_of) for one in letters if one.oddity]
    assert told == odd

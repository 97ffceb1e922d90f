"""How much a handle tells: `john` is held by many, `x7q_kowalczyk91` hardly by two.

Linkability rises with the surprisal of a name (Perito et al. 2011, arXiv 1101.5578). The model is the
frequency of single letters in English, which errs on the side of calling a handle common.
"""

from __future__ import annotations

import math

__all__ = ["rarity", "surprisal"]

_COMMON_BITS, _RARE_BITS = 25.0, 65.0
# Per mille, in names of people the vowels weigh a little less and the difference does not matter here.
_LETTERS = {
    "a": 82, "b": 15, "c": 28, "d": 43, "e": 127, "f": 22, "g": 20, "h": 61, "i": 70, "j": 2, "k": 8,
    "l": 40, "m": 24, "n": 67, "o": 75, "p": 19, "q": 1, "r": 60, "s": 63, "t": 91, "u": 28, "v": 10,
    "w": 24, "x": 2, "y": 20, "z": 1,
}  # fmt: skip
_LETTER_BITS = {letter: -math.log2(count / 1002) for letter, count in _LETTERS.items()}
_DIGIT_BITS, _SEPARATOR_BITS, _OTHER_BITS = math.log2(10), 1.0, 5.0


def surprisal(name: str) -> float:
    """The information of a normalised handle in bits."""
    return sum(_bits(character) for character in name)


def rarity(name: str) -> float:
    """From 0.0, as common as `john`, to 1.0, as good as unique."""
    share = (surprisal(name) - _COMMON_BITS) / (_RARE_BITS - _COMMON_BITS)
    return min(1.0, max(0.0, share))


def _bits(character: str) -> float:
    if character.isdigit():
        return _DIGIT_BITS
    return _SEPARATOR_BITS if character in "._-" else _LETTER_BITS.get(character, _OTHER_BITS)

"""How a handle is spelt, letter by letter, so that a person sees what the eye takes for something else."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from irp_stub.identity.confusables import has_hidden_characters, scripts_of

__all__ = ["Letter", "Oddity", "spell"]


class Oddity(StrEnum):
    """HIDDEN cannot be seen; FOREIGN is another script's or a special form; INSTEAD stands for another letter."""

    HIDDEN = "hidden"
    FOREIGN = "foreign"
    INSTEAD = "instead"


@dataclass(frozen=True, slots=True)
class Letter:
    """One code point; `instead_of` is what stands in its place in the handle that it is compared with."""

    text: str
    code: str
    name: str
    oddity: Oddity | None = None
    instead_of: str | None = None


def spell(shown: str, known: str | None = None) -> tuple[Letter, ...]:
    """Letter by letter, beside a known handle that it may be taken for: what both have is not odd."""
    others = _instead(shown, known) if known is not None else dict.fromkeys(range(len(shown)))
    return tuple(
        _letter(character, others.get(at), is_common=at not in others) for at, character in enumerate(shown)
    )


def _letter(character: str, instead_of: str | None, *, is_common: bool) -> Letter:
    oddity = None if is_common else _oddity(character)
    if oddity is None and instead_of is not None:
        oddity = Oddity.INSTEAD
    name = unicodedata.name(character, "a character without a name")
    return Letter(character, f"U+{ord(character):04X}", name, oddity, instead_of)


def _oddity(character: str) -> Oddity | None:
    if has_hidden_characters(character) or unicodedata.category(character).startswith("C"):
        return Oddity.HIDDEN
    is_form = unicodedata.normalize("NFKC", character) != character
    is_foreign = is_form or bool(scripts_of(character) - {"Latin"})
    return Oddity.FOREIGN if is_foreign and not character.isascii() else None


def _instead(shown: str, known: str) -> dict[int, str | None]:
    """By the place of each letter that differs: what the known handle has there.

    Compared without case: handles are equal without it. A capital I that stands for an l differs all the same.
    """
    mine, theirs = "".join(map(_small, shown)), "".join(map(_small, known))
    found: dict[int, str | None] = {}
    for kind, start, end, other_start, other_end in SequenceMatcher(
        None, mine, theirs, autojunk=False
    ).get_opcodes():
        other = theirs[other_start:other_end]
        if kind == "replace" and end - start == len(other):
            found.update(zip(range(start, end), other, strict=True))
        elif kind != "equal" and start < end:
            found.update(dict.fromkeys(range(start, end), "") | {start: other})
    return found


def _small(character: str) -> str:
    """One letter for one, so that places stay what they are."""
    small = character.lower()
    return small if len(small) == 1 else character

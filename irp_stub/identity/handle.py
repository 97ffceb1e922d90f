"""A handle: what it is compared by, and what it may be mistaken for."""

from __future__ import annotations

import re
import string
import unicodedata

import msgspec

from irp_stub.identity.confusables import has_hidden_characters, leet_key, scripts_of, skeleton

__all__ = ["Handle", "is_disguise_of", "normalise", "read_handle"]

_PLACEHOLDERS = frozenset(
    {"(none)", "(null)", "<null>", "[object object]", "anon", "anonymous", "deleted", "facebook user", "false",
     "guest", "instagram user", "linkedin user", "me", "n/a", "na", "nan", "nil", "no handle", "no name",
     "nobody", "none", "not available", "not set", "not_set", "notset", "null", "test", "twitter user",
     "undefined", "unknown", "unknown user", "unknown_user", "user", "whatsapp user"}
)  # fmt: skip
_NOTHING = re.compile(r"[\W_0]*\Z|(\d)\1{5,}\Z|\$?\{.*\}\Z")
_OF_NOTHING = frozenset(("", *string.digits, *string.punctuation))
_ADDRESS = re.compile(r"(?:https?://)?(?:[a-z]+\.)*[a-z]+\.(?:com|me)/(?:in/)?@?([^/?#]+)/?\Z", re.IGNORECASE)
_SEPARATORS = str.maketrans("", "", "._-")
_DRAWN_ALIKE = frozenset("il")


class Handle(msgspec.Struct, frozen=True, gc=False):
    """`name` is what handles are equal by, `shown` what a person sees; the keys are what it looks alike by.

    The keys are made when they are asked for: most requests are decided by the user id and never need them.
    """

    name: str
    shown: str

    @property
    def skeleton(self) -> str:
        return skeleton(self.name)

    @property
    def raw_skeleton(self) -> str:
        return skeleton(self.shown)

    @property
    def leet(self) -> str:
        return leet_key(self.skeleton)

    def keys(self) -> tuple[str, str | None, str]:
        """Skeleton, that of the shown form where it is another, and leet key: what a store indexes."""
        by_name = self.skeleton
        shown = self.raw_skeleton if self.shown != self.name else by_name
        return by_name, None if shown == by_name else shown, leet_key(by_name)

    @property
    def scripts(self) -> frozenset[str]:
        return scripts_of(self.name)

    @property
    def disguised(self) -> bool:
        """The characters are not what the name says: full-width, invisible, or not of this name at all.

        Such a handle is never an exact match.
        """
        return _is_disguised(self.name, self.shown)


def read_handle(handle: str | None, raw: str | None = None) -> Handle | None:
    """The handle of a request or a record, None where it is empty or a placeholder."""
    shown = _bare(raw or handle or "")
    name = normalise(handle) if handle and raw else _folded(shown)
    return None if not name or is_placeholder(name) else Handle(name, shown)


def normalise(handle: str) -> str:
    """Trimmed, without `@` or the address of the platform, lower case, composed.

    Compatibility forms stay as they are: a full-width letter is a disguise, not another way to write.
    """
    return _folded(_bare(handle))


def is_placeholder(value: str) -> bool:
    """Values that stand for nothing, and never link anybody: `unknown`, `null`, `0000`, `${a template}`."""
    return value in _PLACEHOLDERS or (value[:1] in _OF_NOTHING and _NOTHING.match(value) is not None)


def is_disguise_of(handle: Handle, known: str) -> bool:
    """Whether somebody could take the handle for the known one, given that their leet keys are equal.

    Not so where only separators differ, or i and l (few would mistake them in lower case; the raw form of a
    capital I is caught by its skeleton), or a digit stands against another digit.
    """
    mine, theirs = handle.name.translate(_SEPARATORS), known.translate(_SEPARATORS)
    if len(mine) != len(theirs):
        return True
    pairs = [pair for pair in zip(mine, theirs, strict=True) if pair[0] != pair[1]]
    if any(left.isdigit() and right.isdigit() for left, right in pairs):
        return False
    return any(not _DRAWN_ALIKE.issuperset(pair) for pair in pairs)


def _folded(bare: str) -> str:
    return bare.lower() if bare.isascii() else unicodedata.normalize("NFC", bare.lower())


def _bare(handle: str) -> str:
    trimmed = handle.strip()
    if "/" in trimmed and (address := _ADDRESS.match(trimmed)):
        trimmed = address[1]
    return trimmed.removeprefix("@").strip()


def _is_disguised(name: str, shown: str) -> bool:
    if name.isascii() and shown.isascii():
        return name != shown.lower()
    return (
        has_hidden_characters(shown)
        or normalise(shown) != name
        or _ascii_count(shown) != _ascii_count(name)
        or unicodedata.normalize("NFKC", shown) != unicodedata.normalize("NFC", shown)
    )


def _ascii_count(text: str) -> int:
    return sum(character.isascii() for character in text)

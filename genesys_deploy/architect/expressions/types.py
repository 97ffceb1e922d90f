"""The data types of the Architect language, by the words that flow YAML uses for them."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

__all__ = [
    "ANY",
    "BOOLEAN",
    "CURRENCY",
    "DATE_TIME",
    "DECIMAL",
    "DURATION",
    "INTEGER",
    "JSON",
    "NOT_SET_TYPE",
    "STRING",
    "UNKNOWN",
    "Type",
]

_COLLECTION: Final = "Collection"


class Type(NamedTuple):
    """A kind such as `string`, `queue` or `shortMessage`, or a collection of it.

    Three kinds exist in the checker alone: `any` (what a function takes that takes everything), `notSet`
    (the bare literal `NOT_SET`) and `unknown` (a name that an open scope does not know: fits everywhere).
    A named tuple, because the checker hashes and compares types more often than anything else.
    """

    kind: str
    collection: bool = False

    @classmethod
    def parse(cls, word: str) -> Type:
        """`"string"` or `"stringCollection"`, as flow YAML writes the first half of `stringVariable`."""
        return _parse(word)

    @property
    def item(self) -> Type:
        return Type(self.kind)

    @property
    def many(self) -> Type:
        return Type(self.kind, collection=True)

    def __str__(self) -> str:
        return self.kind + _COLLECTION if self.collection else self.kind


@cache
def _parse(word: str) -> Type:
    kind = word.removesuffix(_COLLECTION)
    return Type(kind, collection=kind != word)


ANY: Final = Type("any")
BOOLEAN: Final = Type("boolean")
CURRENCY: Final = Type("currency")
DATE_TIME: Final = Type("dateTime")
DECIMAL: Final = Type("decimal")
DURATION: Final = Type("duration")
INTEGER: Final = Type("integer")
JSON: Final = Type("json")
NOT_SET_TYPE: Final = Type("notSet")
STRING: Final = Type("string")
UNKNOWN: Final = Type("unknown")

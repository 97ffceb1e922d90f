"""JSON of the platform's API, read without trusting it to be complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from genesys_deploy.resources.key import Key

__all__ = ["Ids", "Names", "Wire"]

Ids: TypeAlias = Mapping[Key, str]
"""What the org calls the objects that we name."""

Names: TypeAlias = Mapping[str, Key]
"""The other way round; an id that is not of ours is not in it."""


@dataclass(frozen=True, slots=True)
class Wire:
    """One JSON object. What is absent, null or of another type reads as empty."""

    raw: Mapping[str, Any]

    @classmethod
    def of(cls, value: object) -> Wire:
        return cls(value if isinstance(value, Mapping) else {})

    def text(self, name: str) -> str:
        value = self.raw.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> int:
        value = self.raw.get(name)
        return value if isinstance(value, int) else 0

    def part(self, name: str) -> Wire:
        return Wire.of(self.raw.get(name))

    def parts(self, name: str) -> tuple[Wire, ...]:
        value = self.raw.get(name)
        return tuple(Wire.of(item) for item in value) if isinstance(value, list) else ()

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.raw.get(name)
        return tuple(str(item) for item in value) if isinstance(value, list) else ()

    def name_of(self, name: str, names: Names) -> str:
        """What a reference (`{"id": …}`) refers to, by our name, else the org's, else its id."""
        part = self.part(name)
        known = names.get(part.text("id"))
        return known.name if known else part.text("name") or part.text("id")

"""What conversations are routed by: queues, skills, languages, and the divisions they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from genesys_deploy.resources.key import Key, Kind, Ownership

if TYPE_CHECKING:
    from genesys_deploy.resources.wire import Ids, Names, Wire
    from genesys_deploy.source.span import Span

__all__ = ["Division", "Language", "Queue", "Skill"]

NOTHING: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Division:
    """Always somebody else's: looked up, never written."""

    name: str
    span: Span | None = field(default=None, compare=False)

    @property
    def ownership(self) -> Ownership:
        return Ownership.REFERENCE

    @property
    def key(self) -> Key:
        return Key(Kind.DIVISION, self.name)

    @property
    def needs(self) -> frozenset[Key]:
        return NOTHING

    @classmethod
    def from_wire(cls, wire: Wire, names: Names) -> Self:  # noqa: ARG003
        return cls(wire.text("name"))


@dataclass(frozen=True, slots=True)
class Skill:
    """An ACD skill. It has nothing but a name."""

    name: str
    ownership: Ownership = Ownership.REFERENCE
    span: Span | None = field(default=None, compare=False)
    renamed_from: str = ""

    @property
    def key(self) -> Key:
        return Key(Kind.SKILL, self.name)

    @property
    def needs(self) -> frozenset[Key]:
        return NOTHING

    def to_wire(self) -> dict[str, Any]:
        return {"name": self.name}

    @classmethod
    def from_wire(cls, wire: Wire, names: Names) -> Self:  # noqa: ARG003
        return cls(wire.text("name"))


@dataclass(frozen=True, slots=True)
class Language:
    """A language skill, named as the org names it ("English - United States", "en-US" …)."""

    name: str
    ownership: Ownership = Ownership.REFERENCE
    span: Span | None = field(default=None, compare=False)
    renamed_from: str = ""

    @property
    def key(self) -> Key:
        return Key(Kind.LANGUAGE, self.name)

    @property
    def needs(self) -> frozenset[Key]:
        return NOTHING

    def to_wire(self) -> dict[str, Any]:
        return {"name": self.name}

    @classmethod
    def from_wire(cls, wire: Wire, names: Names) -> Self:  # noqa: ARG003
        return cls(wire.text("name"))


@dataclass(frozen=True, slots=True)
class Queue:
    """An ACD queue. `None` is a field that is not declared: whatever the org has there stays."""

    name: str
    division: str | None = None
    description: str | None = None
    ownership: Ownership = Ownership.REFERENCE
    renamed_from: str = ""
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(Kind.QUEUE, self.name, within=self.division or "")

    @property
    def needs(self) -> frozenset[Key]:
        return frozenset({Key(Kind.DIVISION, self.division)}) if self.division else NOTHING

    def to_wire(self, ids: Ids) -> dict[str, Any]:
        """Only what is declared, to be laid over what the org has."""
        body: dict[str, Any] = {"name": self.name}
        if self.description is not None:
            body["description"] = self.description
        if self.division is not None:
            body["division"] = {"id": ids[Key(Kind.DIVISION, self.division)]}
        return body

    @classmethod
    def from_wire(cls, wire: Wire, names: Names) -> Self:
        return cls(wire.text("name"), wire.name_of("division", names), wire.text("description"))

"""What conversations are routed by: queues, skills, languages, and the divisions they belong to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.resources.key import Key, Kind, Ownership

if TYPE_CHECKING:
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


@dataclass(frozen=True, slots=True)
class Skill:
    """An ACD skill. It has nothing but a name."""

    name: str
    ownership: Ownership = Ownership.REFERENCE
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(Kind.SKILL, self.name)

    @property
    def needs(self) -> frozenset[Key]:
        return NOTHING


@dataclass(frozen=True, slots=True)
class Language:
    """A language skill, named as the org names it ("English - United States", "en-US" …)."""

    name: str
    ownership: Ownership = Ownership.REFERENCE
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(Kind.LANGUAGE, self.name)

    @property
    def needs(self) -> frozenset[Key]:
        return NOTHING


@dataclass(frozen=True, slots=True)
class Queue:
    """An ACD queue. `None` is a field that is not declared: whatever the org has there stays."""

    name: str
    division: str | None = None
    description: str | None = None
    ownership: Ownership = Ownership.REFERENCE
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(Kind.QUEUE, self.name)

    @property
    def needs(self) -> frozenset[Key]:
        return frozenset({Key(Kind.DIVISION, self.division)}) if self.division else NOTHING

"""Everything that the store holds, as dictionaries of values that never change.

A transaction works on a copy, of which only the dictionaries are new, and puts it in the place of the old one: whoever
reads sees the one or the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from irp_stub.store.records import (
        ApiKey,
        Customer,
        Happening,
        KeptAnswer,
        Lead,
        Merge,
        Outgoing,
        Review,
        Unresolved,
    )

__all__ = ["Book", "Decided", "Edge", "Spell", "State", "Undoing"]


@dataclass(frozen=True, slots=True)
class Edge:
    """An account and its customer; `rule` is the evidence that stands on the edge."""

    id: int
    channel: str
    user_id: str | None
    customer_id: str
    handle: str | None
    confirmed_at: float
    rule: str

    @property
    def key(self) -> tuple[str, str]:
        """How the account is ruled out."""
        return self.channel, f"id:{self.user_id}" if self.user_id is not None else f"handle:{self.handle}"


@dataclass(frozen=True, slots=True)
class Spell:
    """A handle that an account holds or held; `keys` are its skeleton, that of its raw form, and its leet key."""

    identity_id: int
    channel: str
    name: str
    keys: tuple[str, str | None, str]
    valid_from: float
    valid_to: float | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    customer_id: str | None
    at: float
    record: bytes


@dataclass(frozen=True, slots=True)
class Undoing:
    """What was before a merge."""

    gone: Customer
    survivor: Customer
    survivor_after: Customer
    edges: frozenset[int]
    mailboxes: dict[tuple[str, str], bool]
    ruled_out: dict[tuple[str, str, str], float]
    aliases: frozenset[str]
    reviews: frozenset[str]


@dataclass(slots=True)
class State:
    number: int = 0
    customers: dict[str, Customer] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    edges: dict[int, Edge] = field(default_factory=dict)
    spells: dict[int, Spell] = field(default_factory=dict)
    mailboxes: dict[tuple[str, str], bool] = field(default_factory=dict)
    ruled_out: dict[tuple[str, str, str], float] = field(default_factory=dict)
    reviews: dict[str, Review] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    conversations: dict[str, str] = field(default_factory=dict)
    decisions: dict[str, Decided] = field(default_factory=dict)
    leads: dict[str, Lead] = field(default_factory=dict)
    lead_accounts: dict[tuple[str, str], str] = field(default_factory=dict)
    answers: dict[str, tuple[KeptAnswer, float]] = field(default_factory=dict)
    unresolved: dict[str, tuple[Unresolved, float]] = field(default_factory=dict)
    bots: dict[tuple[str, str], None] = field(default_factory=dict)
    keys: dict[str, ApiKey] = field(default_factory=dict)
    facts: dict[str, bytes] = field(default_factory=dict)
    merges: dict[str, Merge] = field(default_factory=dict)
    undoings: dict[str, Undoing] = field(default_factory=dict)
    audit: dict[int, tuple[str | None, Happening]] = field(default_factory=dict)
    outgoing: dict[int, tuple[Outgoing, float]] = field(default_factory=dict)

    def copy(self) -> State:
        rows: dict[str, Any] = {name: dict(getattr(self, name)) for name in _ROWS}
        return State(self.number, **rows)

    def next(self) -> int:
        self.number += 1
        return self.number


_ROWS = tuple(each.name for each in fields(State) if each.name != "number")


@dataclass(slots=True)
class Book:
    """Where the tables look; a commit turns the page."""

    state: State = field(default_factory=State)

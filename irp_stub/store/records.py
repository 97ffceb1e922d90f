"""What a store holds, as values; times in seconds since 1970 unless they came as text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from irp_stub.identity.handle import Handle

__all__ = [
    "ALL_REVIEWS",
    "FIRST",
    "ApiKey",
    "Customer",
    "Found",
    "Happening",
    "HeldHandle",
    "KeptAnswer",
    "KnownAccount",
    "Lead",
    "Mailbox",
    "Merge",
    "Outgoing",
    "Person",
    "Place",
    "PlatformAccount",
    "Profile",
    "Review",
    "RuledOut",
    "Selection",
    "Tally",
    "Unresolved",
    "Written",
]

Scalar: TypeAlias = str | int | float | bool | None
Place: TypeAlias = "tuple[float, str]"
"""Where a review stands in the queue: when it was asked, and its id."""

FIRST: Place = (0.0, "")


class Customer(msgspec.Struct, frozen=True, gc=False):
    """A customer as the CRM has it; `updated_at` and `last_interaction` are ISO 8601."""

    customer_id: str
    name: str
    tier: str | None = None
    updated_at: str | None = None
    last_interaction: str | None = None
    preferences: Mapping[str, Scalar] = {}


class Mailbox(msgspec.Struct, frozen=True, gc=False):
    address: str
    verified: bool


class PlatformAccount(msgspec.Struct, frozen=True, gc=False):
    channel: str
    user_id: str | None
    handle: Handle | None


class Person(msgspec.Struct, frozen=True, gc=False):
    """A customer with all that identifies them, confirmed at `confirmed_at`."""

    customer: Customer
    mailboxes: tuple[Mailbox, ...]
    accounts: tuple[PlatformAccount, ...]
    confirmed_at: float


class Profile(NamedTuple):
    """Two JSON objects, ready to be put into an answer."""

    profile_data: bytes
    social_graph: bytes


@dataclass(frozen=True, slots=True)
class Lead:
    """A person who may become a customer. `email` only where it is proven, else `claimed_email`."""

    lead_id: str
    channel: str
    user_id: str | None
    handle: str | None
    display_name: str | None
    email: str | None
    claimed_email: str | None
    status: str
    needs_review: bool
    conversation_id: str | None
    created_at: float


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    fingerprint: str
    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Review:
    """A question for a steward; open while `decision` is None.

    `shown` is the handle as it came, `name` that of the likeliest candidate. A new lead has no candidate.
    """

    review_id: str
    kind: str
    channel: str
    user_id: str | None
    handle: str | None
    customer_id: str
    candidates: tuple[tuple[str, float], ...]
    decision_id: str | None
    created_at: float
    decision: str | None
    decided_at: float | None
    decided_by: str | None
    conversations: tuple[str, ...] = ()
    shown: str | None = None
    name: str | None = None
    lead_id: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which reviews of the queue; without kinds all of them."""

    kinds: tuple[str, ...] = ()
    channel: str | None = None
    asked_before: float | None = None


ALL_REVIEWS = Selection()


@dataclass(frozen=True, slots=True)
class Tally:
    """Open reviews as (kind, channel, how many); `whole` where all were counted."""

    counts: tuple[tuple[str, str, int], ...]
    oldest: float | None
    whole: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A customer that a search has found, and by what: `kind` is `id`, `alias`, `user_id`, `handle` … ."""

    customer_id: str
    name: str
    tier: str | None
    kind: str
    channel: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that was done to a customer, from the audit log; `decision` where it was decided by rules."""

    at: float
    actor: str
    action: str
    detail: str
    decision: bytes | None = None


@dataclass(frozen=True, slots=True)
class RuledOut:
    """An account, `id:USER_ID` or `handle:NAME`, that a steward said is not the customer's."""

    channel: str
    account: str
    decided_at: float


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key that may be used; of the secret only the hash is known."""

    key_id: str
    name: str
    hash: bytes
    scopes: frozenset[str]
    expires_at: float | None = None


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A sender whom nobody knew, kept so that a person can look."""

    channel: str
    user_id: str | None
    handle: str | None
    conversation_id: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Written:
    """A line of the audit log: who wrote what, and about whom."""

    number: int
    at: float
    actor: str
    action: str
    customer_id: str | None
    detail: str


@dataclass(frozen=True, slots=True)
class Merge:
    """`from_id` became part of `into_id`; in force while `undone_at` is None."""

    merge_id: str
    into_id: str
    from_id: str
    merged_at: float
    merged_by: str
    undone_at: float | None = None


@dataclass(frozen=True, slots=True)
class HeldHandle:
    """A handle from when to when; held still where `valid_to` is None."""

    name: str
    valid_from: float
    valid_to: float | None


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account of a customer with the evidence on its edge and the handles it had, the oldest first."""

    channel: str
    user_id: str | None
    handle: str | None
    confirmed_at: float
    rule: str
    handles: tuple[HeldHandle, ...]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that waits to be delivered; tried `tries` times in vain."""

    number: int
    body: bytes
    tries: int

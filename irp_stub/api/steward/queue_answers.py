"""What stewards are answered about the queue, one review of it, and what a decision would do."""

from __future__ import annotations

import msgspec

from irp_stub.api.steward.answers import ReviewItem  # noqa: TC001  (encoders read it)

__all__ = [
    "Effects",
    "LeadCard",
    "OpenCount",
    "QueueSummary",
    "ReviewDetail",
    "SpeltLetter",
    "SuggestedCustomer",
]


class OpenCount(msgspec.Struct, frozen=True):
    kind: str
    channel: str
    count: int


class QueueSummary(msgspec.Struct, frozen=True):
    """How many reviews are open. `whole` false: there are more than were counted."""

    open: int
    whole: bool
    counts: tuple[OpenCount, ...]
    oldest: str | None


class SpeltLetter(msgspec.Struct, frozen=True, omit_defaults=True):
    """A code point with its Unicode name; `oddity` is `hidden`, `foreign` or `instead`.

    `instead_of` is what the customer's handle has in its place, nothing where it has nothing there.
    """

    text: str
    code: str
    name: str
    oddity: str | None = None
    instead_of: str | None = None


class SuggestedCustomer(msgspec.Struct, frozen=True, omit_defaults=True):
    """A candidate; `handle` is the one that the sender's is nearest to, `spelling` the sender's beside it.

    `merge_with` is the customer that a merge would make part of this one, `merge_with_name` what it is called.
    """

    customer_id: str
    name: str
    confidence: float
    tier: str | None = None
    handle: str | None = None
    channel: str | None = None
    spelling: tuple[SpeltLetter, ...] = ()
    merge_with: str | None = None
    merge_with_name: str | None = None


class LeadCard(msgspec.Struct, frozen=True, omit_defaults=True):
    """`email` is proven, `claimed_email` is what anybody may write."""

    lead_id: str
    status: str
    display_name: str | None = None
    email: str | None = None
    claimed_email: str | None = None


class ReviewDetail(msgspec.Struct, frozen=True, omit_defaults=True):
    """`account_of` is the customer that the sender's account belongs to already."""

    review: ReviewItem
    candidates: tuple[SuggestedCustomer, ...]
    spelling: tuple[SpeltLetter, ...] = ()
    account_of: str | None = None
    lead: LeadCard | None = None


class Effects(msgspec.Struct, frozen=True):
    """What a decision would do now, as sentences. Nothing was changed."""

    decision: str
    effects: tuple[str, ...]

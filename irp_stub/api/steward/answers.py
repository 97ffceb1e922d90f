"""What stewards are answered."""

from __future__ import annotations

import msgspec

from irp_stub.api.answers import Account, Candidate, EvidenceItem  # noqa: TC001  (encoders read them)

__all__ = [
    "AccountNode",
    "ComparisonSign",
    "CustomerComparison",
    "CustomerGraph",
    "EmailNode",
    "Erased",
    "Explanation",
    "HandleSpell",
    "Linked",
    "MergeRecord",
    "Merged",
    "ReviewDecided",
    "ReviewItem",
    "ReviewPage",
    "RuledOutAccount",
    "Step",
]


class Linked(msgspec.Struct, frozen=True):
    """`outcome`: `linked`, `existing` where it was so before, or `ruled_out`."""

    customer_id: str
    outcome: str


class Merged(msgspec.Struct, frozen=True):
    """`customer_id` is the one that stays, or stayed; `merged_id` the other."""

    merge_id: str
    customer_id: str
    merged_id: str


class ReviewDecided(msgspec.Struct, frozen=True, omit_defaults=True):
    review_id: str
    decision: str
    customer_id: str | None = None
    merge_id: str | None = None


class ReviewItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`handle_raw` is the handle as it came, `name` that of the likeliest candidate; a new lead has none."""

    review_id: str
    kind: str
    channel: str
    user_id: str | None = None
    handle: str | None = None
    handle_raw: str | None = None
    candidates: tuple[Candidate, ...]
    name: str | None = None
    lead_id: str | None = None
    conversations: tuple[str, ...] = ()
    decision_id: str | None = None
    created_at: str
    decision: str | None = None
    decided_at: str | None = None
    decided_by: str | None = None


class ReviewPage(msgspec.Struct, frozen=True):
    """The open reviews, the oldest first. `next` is the `after` of the next page; null at the end."""

    reviews: tuple[ReviewItem, ...]
    next: str | None


class HandleSpell(msgspec.Struct, frozen=True):
    """A handle, from when to when; `until` null: held now."""

    handle: str
    since: str
    until: str | None


class AccountNode(msgspec.Struct, frozen=True):
    """An account of a customer; `rule` is the evidence that stands on the edge between the two."""

    channel: str
    user_id: str | None
    handle: str | None
    confirmed_at: str
    rule: str
    handles: tuple[HandleSpell, ...]


class EmailNode(msgspec.Struct, frozen=True):
    address: str
    verified: bool


class MergeRecord(msgspec.Struct, frozen=True):
    merge_id: str
    into: str
    merged: str
    merged_at: str
    merged_by: str
    undone_at: str | None


class RuledOutAccount(msgspec.Struct, frozen=True):
    """`account` (`id:USER_ID` or `handle:NAME`) is not the customer's, by a steward's word."""

    channel: str
    account: str
    decided_at: str


class CustomerGraph(msgspec.Struct, frozen=True):
    """All that identifies a customer, and how the customer came together."""

    customer: Account
    aliases: tuple[str, ...]
    identities: tuple[AccountNode, ...]
    emails: tuple[EmailNode, ...]
    merges: tuple[MergeRecord, ...]
    ruled_out: tuple[RuledOutAccount, ...]


class Step(msgspec.Struct, frozen=True):
    """One piece of evidence, and the confidence in its customer after it."""

    customer_id: str
    evidence: EvidenceItem
    confidence_after: float
    counted: bool


class Explanation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a decision was made: as steps, and as `text` for a reader."""

    decision_id: str
    decided_at: str
    resolved: bool
    customer_id: str | None = None
    confidence: float
    matched_by: str | None = None
    steps: tuple[Step, ...]
    changes: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    text: str


class Erased(msgspec.Struct, frozen=True):
    """`pending`: what was deleted can still be found in the store's files; it is overwritten as soon as that can be."""

    erased: bool = True
    pending: bool = False


class ComparisonSign(msgspec.Struct, frozen=True):
    kind: str
    detail: str


class CustomerComparison(msgspec.Struct, frozen=True):
    """Whether two records are one customer now, why, and what speaks for and against it."""

    same: bool
    verdict: str
    signs: tuple[ComparisonSign, ...]

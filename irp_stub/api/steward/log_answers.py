"""What is answered of logs, and all that is kept about one person."""

from __future__ import annotations

import msgspec

from irp_stub.api.steward.answers import CustomerGraph, ReviewItem  # noqa: TC001
from irp_stub.api.steward.customer_answers import HistoryEvent  # noqa: TC001  (encoders read them)

__all__ = ["AuditEntry", "AuditPage", "LeadRecord", "PersonExport", "UnresolvedEntry", "UnresolvedPage"]


class UnresolvedEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A sender whom nobody knew, and why, as the flow said."""

    logged_at: str
    channel: str
    user_id: str | None = None
    handle: str | None = None
    conversation_id: str | None = None
    reason: str | None = None


class UnresolvedPage(msgspec.Struct, frozen=True):
    """The oldest first. `next` is the `after` of the next page; null at the end."""

    unresolved: tuple[UnresolvedEntry, ...]
    next: str | None


class AuditEntry(msgspec.Struct, frozen=True, omit_defaults=True):
    """A write: `actor` is the key's id, `platform`, or `command line`; no names and no handles."""

    at: str
    actor: str
    action: str
    detail: str
    customer_id: str | None = None


class AuditPage(msgspec.Struct, frozen=True):
    """The oldest first. `next` is the `after` of the next page; null at the end."""

    entries: tuple[AuditEntry, ...]
    next: str | None


class LeadRecord(msgspec.Struct, frozen=True, omit_defaults=True):
    """`email` is proven, `claimed_email` is what anybody may write."""

    lead_id: str
    channel: str
    status: str
    needs_review: bool
    created_at: str
    user_id: str | None = None
    handle: str | None = None
    display_name: str | None = None
    email: str | None = None
    claimed_email: str | None = None
    conversation_id: str | None = None


class PersonExport(msgspec.Struct, frozen=True):
    """All that the platform keeps about a customer; what DELETE of the same address takes away."""

    graph: CustomerGraph
    leads: tuple[LeadRecord, ...]
    reviews: tuple[ReviewItem, ...]
    unresolved: tuple[UnresolvedEntry, ...]
    history: tuple[HistoryEvent, ...]

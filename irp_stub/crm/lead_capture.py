"""A lead for whoever is nobody's customer yet: one per person, however often and at once it is asked for."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from irp_stub.identity.change import LinkAccount
from irp_stub.identity.model import Policy
from irp_stub.store.records import Lead

if TYPE_CHECKING:
    from irp_stub.identity.model import Claim
    from irp_stub.store.protocol import Tables

__all__ = ["Captured", "LeadOutcome", "Prospect", "account_keys", "capture"]


_POLICY = Policy()


class LeadOutcome(StrEnum):
    CREATED = "created"
    EXISTING = "existing"
    LINKED = "linked"


@dataclass(frozen=True, slots=True)
class Prospect:
    """Who asks for a lead; `claim.email` only where it is proven, else it is `claimed_email`."""

    claim: Claim
    display_name: str | None = None
    claimed_email: str | None = None
    status: str = "New"


@dataclass(frozen=True, slots=True)
class Captured:
    """`touched` are the customers whose profile is another now."""

    outcome: LeadOutcome
    lead_id: str | None = None
    customer_id: str | None = None
    touched: frozenset[str] = frozenset()


def capture(prospect: Prospect, tables: Tables, now: float, policy: Policy = _POLICY) -> Captured:
    """Find the person by account, then by proven e-mail; only then make a lead. Within a transaction."""
    return (
        _known_customer(prospect, tables)
        or _known_lead(prospect, tables)
        or _linked_customer(prospect, tables, now, policy)
        or _linked_lead(prospect, tables)
        or _created(prospect, tables, now)
    )


def account_keys(claim: Claim) -> tuple[str, ...]:
    """The account by its id, else by its handle: a handle beside an id may be somebody else's tomorrow."""
    if claim.user_id is not None:
        return (f"id:{claim.user_id}",)
    return (f"handle:{claim.handle.name}",) if claim.handle else ()


def _known_customer(prospect: Prospect, tables: Tables) -> Captured | None:
    claim = prospect.claim
    known = tables.view.identity(claim.channel, claim.user_id) if claim.user_id else None
    return Captured(LeadOutcome.EXISTING, customer_id=known.customer_id) if known else None


def _known_lead(prospect: Prospect, tables: Tables) -> Captured | None:
    claim = prospect.claim
    found = (tables.leads.of_account(claim.channel, key) for key in account_keys(claim))
    lead = next((lead for lead in found if lead), None)
    if lead is None and claim.conversation_id:
        lead = tables.leads.of_conversation(claim.conversation_id)
    return Captured(LeadOutcome.EXISTING, lead_id=lead.lead_id) if lead else None


def _linked_customer(prospect: Prospect, tables: Tables, now: float, policy: Policy) -> Captured | None:
    claim = prospect.claim
    readers = tables.view.readers(claim.email) if claim.email else ()
    if len(readers) != 1 or readers[0] in tables.view.cannot_link(claim):
        return None
    if tables.view.accounts_of(readers[0], claim.channel) >= policy.identities_per_channel:
        return None
    touched = frozenset[str]()
    if claim.user_id is not None:
        link = LinkAccount(readers[0], claim.channel, claim.user_id, None, "verified_email")
        touched = tables.graph.apply((link,), now)
    return Captured(LeadOutcome.LINKED, customer_id=readers[0], touched=touched)


def _linked_lead(prospect: Prospect, tables: Tables) -> Captured | None:
    claim = prospect.claim
    lead = tables.leads.of_email(claim.email) if claim.email else None
    if lead is None:
        return None
    tables.leads.know_by(lead.lead_id, claim.channel, account_keys(claim))
    return Captured(LeadOutcome.LINKED, lead_id=lead.lead_id)


def _created(prospect: Prospect, tables: Tables, now: float) -> Captured:
    claim = prospect.claim
    lead = Lead(
        lead_id=f"l_{secrets.token_hex(8)}",
        channel=claim.channel,
        user_id=claim.user_id,
        handle=claim.handle.name if claim.handle else None,
        display_name=prospect.display_name,
        email=claim.email,
        claimed_email=prospect.claimed_email,
        status=prospect.status,
        needs_review=True,
        conversation_id=claim.conversation_id,
        created_at=now,
    )
    tables.leads.add(lead)
    tables.leads.know_by(lead.lead_id, claim.channel, account_keys(claim))
    shown = claim.handle.shown if claim.handle else None
    tables.reviews.ask_about(lead, shown, f"r_{secrets.token_hex(8)}", now)
    return Captured(LeadOutcome.CREATED, lead_id=lead.lead_id)

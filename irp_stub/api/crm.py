"""The CRM's endpoints: accounts, leads, and the event that a profile has changed."""

from __future__ import annotations

import hashlib
import time
from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec

from irp_stub.api.answers import Account, LeadAnswer, Logged
from irp_stub.api.claims import account_of, plain_text
from irp_stub.api.http.exchange import Reply, reply
from irp_stub.api.http.problems import HttpProblem
from irp_stub.crm.lead_capture import Captured, LeadOutcome, Prospect, capture
from irp_stub.identity.mailbox import normalise_address
from irp_stub.store.records import KeptAnswer

if TYPE_CHECKING:
    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform
    from irp_stub.api.requests import EventRequest, LeadRequest
    from irp_stub.identity.model import Policy
    from irp_stub.store.protocol import Tables

__all__ = ["create_lead", "get_account", "receive_event"]

_MAX_KEY = 255


async def get_account(platform: Platform, call: Call) -> Reply:
    """The customer as the CRM has it now, past every cache."""
    customer = platform.store.read.people.customer(call.parameters["customer_id"])
    if customer is None:
        raise HttpProblem(HTTPStatus.NOT_FOUND, "the CRM has no account with this id")
    return reply(
        Account(
            customer.customer_id,
            customer.name,
            customer.tier,
            customer.updated_at,
            customer.last_interaction,
            dict(customer.preferences),
        )
    )


async def receive_event(platform: Platform, call: Call) -> Reply:
    """A profile has changed elsewhere: no older copy is served from now on."""
    event: EventRequest = call.message
    customer = platform.store.read.people.customer(event.customer_id)
    platform.profiles.forget((customer.customer_id if customer else event.customer_id,))
    return reply(Logged(), 202)


async def create_lead(platform: Platform, call: Call) -> Reply:
    """A lead for somebody who is nobody's customer; the same request by its key has the same answer."""
    prospect = _prospect(call)
    key, by = _idempotency_key(call), call.key.key_id
    made, touched = await platform.store.write(
        lambda tables: _answer(tables, prospect, key, by, platform.policy)
    )
    platform.profiles.forget(touched)
    return made


def _prospect(call: Call) -> Prospect:
    request: LeadRequest = call.message
    return Prospect(
        account_of(request, call.key),
        plain_text(request.display_name),
        normalise_address(request.email),
        plain_text(request.status) or "New",
    )


def _idempotency_key(call: Call) -> str | None:
    """The key, with the caller's, so that nobody reads another's answer."""
    given = call.headers.get(b"idempotency-key", b"").decode("latin-1").strip()
    if len(given) > _MAX_KEY:
        raise HttpProblem(HTTPStatus.BAD_REQUEST, f"an Idempotency-Key has at most {_MAX_KEY} characters")
    return f"{call.key.key_id}:{given}" if given else None


def _answer(
    tables: Tables, prospect: Prospect, key: str | None, by: str, policy: Policy
) -> tuple[Reply, frozenset[str]]:
    fingerprint = _fingerprint(prospect)
    if key is not None and (kept := tables.leads.kept_answer(key)) is not None:
        if kept.fingerprint != fingerprint:
            raise HttpProblem(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "this Idempotency-Key was used for another request; take a new one",
            )
        return Reply(kept.status, kept.body), frozenset()
    now = time.time()
    captured = capture(prospect, tables, now, policy)
    if captured.outcome is not LeadOutcome.EXISTING:
        about = captured.lead_id or ""
        tables.logs.audit(by, f"lead {captured.outcome}", captured.customer_id, about, now)
    made = _reply(captured)
    if key is not None:
        tables.leads.keep_answer(key, KeptAnswer(fingerprint, made.status, made.body), now)
    return made, captured.touched


def _reply(captured: Captured) -> Reply:
    created = captured.outcome is LeadOutcome.CREATED
    answer = LeadAnswer(
        outcome=captured.outcome.value,
        needs_review=created,
        lead_id=captured.lead_id,
        customer_id=captured.customer_id,
    )
    return reply(answer, 201 if created else 200)


def _fingerprint(prospect: Prospect) -> str:
    return hashlib.sha256(msgspec.json.encode(prospect)).hexdigest()

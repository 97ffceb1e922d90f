"""A queue to look at: sample messages, leads, and what stewards said, decided by the rules as of some time ago."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

import msgspec

from irp_stub.api.claims import account_of, claim_of, sender_of
from irp_stub.api.decisions import record_of
from irp_stub.api.requests import IdentityRequest, LeadRequest, MergeRequest, ResolveRequest
from irp_stub.crm.lead_capture import Prospect, capture
from irp_stub.crm.person_line import read_person
from irp_stub.guard.keys import ALL_SCOPES
from irp_stub.identity.mailbox import normalise_address
from irp_stub.identity.resolve import resolve
from irp_stub.samples import sample_queue
from irp_stub.stewardship.linking import link_account, rule_out_account
from irp_stub.stewardship.merging import merge_customers
from irp_stub.store.records import ApiKey

if TYPE_CHECKING:
    from irp_stub.identity.model import Policy
    from irp_stub.store.protocol import Store, Tables

__all__ = ["fill_queue"]

_DEMO = ApiKey("demo", "the demo", b"", frozenset(ALL_SCOPES))


class _Merge(MergeRequest, frozen=True, kw_only=True):
    into: str


class _Scene(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the five, and when it was."""

    minutes_ago: int
    customer: msgspec.Raw = msgspec.Raw()
    message: ResolveRequest | None = None
    lead: LeadRequest | None = None
    identity: IdentityRequest | None = None
    merge: _Merge | None = None


_decoder = msgspec.json.Decoder(_Scene)


def fill_queue(store: Store, policy: Policy) -> None:
    """Play the scenes, in one transaction; into a store that had a demo before nothing."""
    store.transact(lambda tables: _fill(tables, policy))


def _fill(tables: Tables, policy: Policy) -> None:
    if tables.access.fact("demo") is not None:
        return
    tables.access.set_fact("demo", b"")
    now = time.time()
    for scene in map(_decoder.decode, sample_queue()):
        _play(tables, scene, now - scene.minutes_ago * 60.0, policy)


def _play(tables: Tables, scene: _Scene, at: float, policy: Policy) -> None:
    match scene:
        case _Scene(message=ResolveRequest() as message):
            _resolve(tables, message, at, policy)
        case _Scene(lead=LeadRequest() as lead):
            capture(_prospect(lead), tables, at, policy)
        case _Scene(identity=IdentityRequest() as identity):
            _tell_of(tables, identity, at)
        case _Scene(merge=_Merge() as merge):
            merge_customers(tables, merge.into, merge.customer_id, _DEMO.key_id, at)
        case _:
            tables.people.put(read_person(bytes(scene.customer)))


def _resolve(tables: Tables, message: ResolveRequest, at: float, policy: Policy) -> None:
    decision = resolve(claim_of(message, _DEMO), tables.view, at, policy)
    tables.graph.apply(decision.changes, at)
    decision_id = f"d_{secrets.token_hex(8)}"
    for needed in decision.reviews:
        tables.reviews.ask(needed, f"r_{secrets.token_hex(8)}", decision_id, at)
    about = decision.customer_id or (decision.candidates[0].customer_id if decision.candidates else None)
    record = msgspec.json.encode(record_of(decision_id, decision, at))
    tables.logs.keep_decision(decision_id, about, record, at)


def _tell_of(tables: Tables, identity: IdentityRequest, at: float) -> None:
    claim, customer_id = sender_of(identity), identity.customer_id
    if identity.relation == "must_link":
        link_account(tables, claim, customer_id, _DEMO.key_id, at)
        return
    rule_out_account(tables, claim, customer_id, at)
    tables.logs.audit(_DEMO.key_id, "rule out", customer_id, f"an account on {claim.channel}", at)


def _prospect(lead: LeadRequest) -> Prospect:
    return Prospect(account_of(lead, _DEMO), lead.display_name, normalise_address(lead.email))

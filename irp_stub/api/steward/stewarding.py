"""The stewards' endpoints: decisions, links, merges, graphs, erasure."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from irp_stub.api.answers import Account
from irp_stub.api.claims import sender_of
from irp_stub.api.http.exchange import Reply, reply
from irp_stub.api.http.problems import HttpProblem
from irp_stub.api.http.times import iso
from irp_stub.api.steward.answers import (
    AccountNode,
    ComparisonSign,
    CustomerComparison,
    CustomerGraph,
    EmailNode,
    HandleSpell,
    Linked,
    Merged,
    MergeRecord,
    ReviewDecided,
    RuledOutAccount,
)
from irp_stub.api.steward.refusals import refusals
from irp_stub.stewardship.comparing import compare
from irp_stub.stewardship.linking import link_account, rule_out_account
from irp_stub.stewardship.merging import merge_customers, undo_merge
from irp_stub.stewardship.reviewing import Ruling, Verb, decide_review

if TYPE_CHECKING:
    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform
    from irp_stub.api.requests import IdentityRequest, MergeRequest, ReviewDecisionRequest
    from irp_stub.store.protocol import Tables
    from irp_stub.store.records import Customer, KnownAccount, Merge

__all__ = [
    "compare_customers",
    "customer_graph",
    "decide",
    "graph_of",
    "link",
    "merge",
    "undo",
]


async def decide(platform: Platform, call: Call) -> Reply:
    """Answer a review."""
    request: ReviewDecisionRequest = call.message
    review_id, by = call.parameters["review_id"], call.key.key_id
    notify, correlation_id = platform.webhook is not None, call.correlation_id
    ruling = Ruling(review_id, Verb(request.decision), request.customer_id)
    with refusals():
        outcome = await platform.store.write(
            lambda tables: decide_review(
                tables, ruling, by, time.time(), notify=notify, correlation_id=correlation_id
            )
        )
    platform.profiles.forget_all()
    return reply(ReviewDecided(review_id, request.decision, outcome.customer_id, outcome.merge_id))


async def link(platform: Platform, call: Call) -> Reply:
    """Give an account to a customer, or rule it out."""
    request: IdentityRequest = call.message
    if request.relation == "cannot_link":
        return await _rule_out(platform, call)
    claim, by = sender_of(request), call.key.key_id
    with refusals():
        customer_id, new = await platform.store.write(
            lambda tables: link_account(tables, claim, request.customer_id, by, time.time())
        )
    platform.profiles.forget_all()
    return reply(Linked(customer_id, "linked" if new else "existing"), 201 if new else 200)


async def _rule_out(platform: Platform, call: Call) -> Reply:
    request: IdentityRequest = call.message
    claim, by, now = sender_of(request), call.key.key_id, time.time()

    def work(tables: Tables) -> str:
        customer_id = rule_out_account(tables, claim, request.customer_id, now)
        tables.logs.audit(by, "rule out", customer_id, f"an account on {claim.channel}", now)
        return customer_id

    with refusals():
        customer_id = await platform.store.write(work)
    platform.profiles.forget_all()
    return reply(Linked(customer_id, "ruled_out"))


async def merge(platform: Platform, call: Call) -> Reply:
    """Make one customer of two."""
    request: MergeRequest = call.message
    into, by = call.parameters["customer_id"], call.key.key_id
    with refusals():
        made = await platform.store.write(
            lambda tables: merge_customers(tables, into, request.customer_id, by, time.time())
        )
    platform.profiles.forget_all()
    return reply(Merged(made.merge_id, made.into_id, made.from_id), 201)


async def undo(platform: Platform, call: Call) -> Reply:
    """Make two customers again of one."""
    merge_id, by = call.parameters["merge_id"], call.key.key_id
    with refusals():
        undone = await platform.store.write(lambda tables: undo_merge(tables, merge_id, by, time.time()))
    platform.profiles.forget_all()
    return reply(Merged(undone.merge_id, undone.into_id, undone.from_id))


async def compare_customers(platform: Platform, call: Call) -> Reply:
    """Why two records are, or are not, one customer."""
    with refusals():
        found = compare(platform.store.read, call.parameters["customer_id"], call.parameters["other_id"])
    signs = tuple(ComparisonSign(sign.kind, sign.detail) for sign in found.signs)
    return reply(CustomerComparison(found.same, found.verdict, signs))


async def customer_graph(platform: Platform, call: Call) -> Reply:
    """All that identifies a customer, and how the customer came together."""
    tables = platform.store.read
    customer = tables.people.customer(call.parameters["customer_id"])
    if customer is None:
        raise HttpProblem(HTTPStatus.NOT_FOUND, "there is no customer with this id")
    return reply(graph_of(tables, customer))


def graph_of(tables: Tables, customer: Customer) -> CustomerGraph:
    customer_id = customer.customer_id
    account = Account(
        customer_id,
        customer.name,
        customer.tier,
        customer.updated_at,
        customer.last_interaction,
        dict(customer.preferences),
    )
    return CustomerGraph(
        account,
        tuple(tables.dossier.aliases(customer_id)),
        tuple(map(_account_node, tables.dossier.accounts(customer_id))),
        tuple(EmailNode(m.address, m.verified) for m in tables.dossier.mailboxes(customer_id)),
        tuple(map(_merge_record, tables.merges.of_customer(customer_id))),
        tuple(
            RuledOutAccount(each.channel, each.account, iso(each.decided_at))
            for each in tables.dossier.ruled_out_of(customer_id)
        ),
    )


def _account_node(account: KnownAccount) -> AccountNode:
    spells = tuple(HandleSpell(h.name, iso(h.valid_from), iso(h.valid_to)) for h in account.handles)
    confirmed_at = iso(account.confirmed_at)
    return AccountNode(account.channel, account.user_id, account.handle, confirmed_at, account.rule, spells)


def _merge_record(merged: Merge) -> MergeRecord:
    return MergeRecord(
        merged.merge_id,
        merged.into_id,
        merged.from_id,
        iso(merged.merged_at),
        merged.merged_by,
        iso(merged.undone_at),
    )

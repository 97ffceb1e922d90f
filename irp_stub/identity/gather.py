"""From what a message says and the store knows to pieces of evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.identity.confusables import leet_key, skeleton
from irp_stub.identity.evidence import ELSEWHERE_COMMON, EVIDENCE, Evidence, Rule, weight_of
from irp_stub.identity.handle import is_disguise_of
from irp_stub.identity.model import PHONE_CHANNELS
from irp_stub.identity.rarity import rarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from irp_stub.identity.handle import Handle
    from irp_stub.identity.model import Claim, Identity, Policy
    from irp_stub.identity.view import View

__all__ = ["account_evidence", "email_evidence", "handle_evidence", "look_alike_evidence", "piece"]

_WIDE_NET = 0.20
"""A look-alike by the leet key only, or on another platform."""


def piece(rule: Rule, customer_id: str, confidence: float | None = None) -> Evidence:
    """A piece of evidence with the weight of the table, or that of a lower confidence."""
    weighing = EVIDENCE[rule]
    weight = weighing.weight if confidence is None else weight_of(confidence)
    return Evidence(rule, customer_id, weight, weighing.reason)


def account_evidence(
    claim: Claim, known: Identity, holder: Identity | None, now: float, policy: Policy
) -> Evidence:
    """The account's id is known. `holder` is who holds the claimed handle, if that is not the known one's."""
    if known.must_link and claim.channel in PHONE_CHANNELS:
        return piece(Rule.MUST_LINK, known.customer_id)
    if claim.channel in PHONE_CHANNELS:
        recent = now - known.confirmed_at <= policy.phone_fresh
        return piece(Rule.PHONE_RECENT if recent else Rule.PHONE_OLD, known.customer_id)
    if claim.handle is None or known.handle is None or claim.handle.name == known.handle:
        return piece(Rule.USER_ID, known.customer_id)
    if holder is None or holder.customer_id == known.customer_id:
        return piece(Rule.USER_ID_NEW_HANDLE, known.customer_id)
    return piece(Rule.USER_ID_MOVED_HANDLE, known.customer_id)


def email_evidence(claim: Claim, view: View, policy: Policy) -> Iterator[Evidence]:
    """Who reads the mailbox; one that very many read links nobody and suggests nobody."""
    readers = view.readers(claim.email) if claim.email else ()
    if len(readers) > policy.customers_per_identifier:
        return
    rule = Rule.VERIFIED_EMAIL if len(readers) == 1 else Rule.SHARED_EMAIL
    for customer_id in readers:
        yield piece(rule, customer_id)


def handle_evidence(
    claim: Claim, holder: Identity | None, view: View, now: float, policy: Policy
) -> Iterator[Evidence]:
    """The same handle, here or elsewhere; a disguised one is nobody's."""
    handle = claim.handle
    if handle is None or handle.disguised:
        return
    if holder is not None:
        yield piece(_rule_of_holder(claim, holder, now, policy), holder.customer_id)
    elif (former := view.former_holder(claim.channel, handle.name)) is not None:
        yield piece(Rule.HANDLE_RECYCLED, former.customer_id)
    yield from _elsewhere(handle, view.elsewhere(claim.channel, handle.name), policy)


def look_alike_evidence(claim: Claim, view: View) -> Iterator[Evidence]:
    """Other people's handles that this one can be taken for."""
    handle = claim.handle
    if handle is None:
        return
    for known in view.look_alikes(handle):
        if known.handle is None or (known.handle == handle.name and not handle.disguised):
            continue
        if confidence := _likeness(handle, known.handle, same_channel=known.channel == claim.channel):
            yield piece(Rule.LOOK_ALIKE, known.customer_id, confidence)


def _rule_of_holder(claim: Claim, holder: Identity, now: float, policy: Policy) -> Rule:
    if claim.user_id is not None and holder.user_id not in (None, claim.user_id):
        return Rule.HANDLE_RECYCLED
    if holder.must_link:
        return Rule.MUST_LINK
    fresh = now - holder.confirmed_at <= policy.handle_fresh
    return Rule.HANDLE if fresh else Rule.HANDLE_OLD


def _elsewhere(handle: Handle, accounts: Iterable[Identity], policy: Policy) -> Iterator[Evidence]:
    customers = sorted({account.customer_id for account in accounts})
    if len(customers) > policy.customers_per_identifier:
        return
    # A handle that several customers hold has shown that it is common, whatever its letters say.
    share = rarity(handle.name) if len(customers) == 1 else 0.0
    rarest = EVIDENCE[Rule.HANDLE_ELSEWHERE].confidence
    for customer_id in customers:
        confidence = ELSEWHERE_COMMON + share * (rarest - ELSEWHERE_COMMON)
        yield piece(Rule.HANDLE_ELSEWHERE, customer_id, confidence)


def _likeness(handle: Handle, known: str, *, same_channel: bool) -> float | None:
    full = EVIDENCE[Rule.LOOK_ALIKE].confidence if same_channel else _WIDE_NET
    theirs = skeleton(known)
    if theirs in (handle.skeleton, handle.raw_skeleton):
        return full
    if leet_key(theirs) == handle.leet:
        return _WIDE_NET if is_disguise_of(handle, known) else None
    return full  # found by the skeleton of the form in which it was once written

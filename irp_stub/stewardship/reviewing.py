"""A steward answers a review."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from irp_stub.identity.handle import read_handle
from irp_stub.identity.model import Claim
from irp_stub.stewardship.linking import link_account, rule_out_account
from irp_stub.stewardship.merging import merge_customers
from irp_stub.stewardship.notice import notice_of
from irp_stub.stewardship.refusal import Conflict, Impossible, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from irp_stub.store.protocol import Tables
    from irp_stub.store.records import Review

__all__ = ["Outcome", "Ruling", "Verb", "decide_review", "partner_in"]


class Verb(StrEnum):
    """LINK: it is the customer. REJECT: it is not. MERGE: both records are one. BLOCK: it is a bot.

    Of a new lead: LINK gives the account to a customer that must be named, REJECT leaves it a lead of its own.
    """

    LINK = "link"
    REJECT = "reject"
    MERGE = "merge"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Ruling:
    """`customer_id` names one of several candidates; without it the likeliest is meant."""

    review_id: str
    verb: Verb
    customer_id: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`customer_id` is who it is now, where the decision says so."""

    customer_id: str | None = None
    merge_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    tables: Tables
    review: Review
    customer_id: str | None
    by: str
    now: float

    @property
    def claim(self) -> Claim:
        return Claim(self.review.channel, self.review.user_id, read_handle(self.review.handle))

    @property
    def candidates(self) -> tuple[str, ...]:
        return tuple(customer for customer, _ in self.review.candidates)


def decide_review(
    tables: Tables,
    ruling: Ruling,
    by: str,
    now: float,
    *,
    notify: bool = False,
    correlation_id: str | None = None,
) -> Outcome:
    """Answer a review; the answer holds for this sender from now on. Within a transaction.

    With `notify` a notice of it waits to be delivered, with the correlation id of whoever decided.

    Raises:
        Refusal: there is no such review, it is decided, or the decision cannot be carried out.
    """
    review = tables.reviews.get(ruling.review_id)
    if review is None:
        raise Unknown("there is no review with this id")
    if not tables.reviews.decide(review.review_id, ruling.verb, by, now):
        raise Conflict(f'this review was decided before: "{review.decision}"')
    outcome = _ACTIONS[ruling.verb](_Case(tables, review, ruling.customer_id, by, now))
    about = outcome.customer_id or review.customer_id or None
    tables.logs.audit(by, f"review {ruling.verb}", about, review.review_id, now)
    if review.lead_id is not None:
        tables.leads.settle(review.lead_id, _LEAD_STATUS.get(ruling.verb))
    if notify:
        tables.outbox.add(notice_of(review, ruling, outcome, correlation_id), now)
    return outcome


def _link(case: _Case) -> Outcome:
    customer_id = case.customer_id or case.review.customer_id
    if not customer_id:
        raise Impossible("nobody is suggested for this sender; name the customer")
    linked, _ = link_account(case.tables, case.claim, customer_id, case.by, case.now)
    return Outcome(linked)


def _reject(case: _Case) -> Outcome:
    there = filter(case.tables.people.customer, case.candidates)
    for customer_id in (case.customer_id,) if case.customer_id else there:
        rule_out_account(case.tables, case.claim, customer_id, case.now)
    return Outcome()


def _merge(case: _Case) -> Outcome:
    survivor = case.customer_id or case.review.customer_id
    other = partner_in(case.tables, case.review, survivor)
    if other is None:
        raise Impossible("there is no second customer to merge; link the sender instead")
    merge = merge_customers(case.tables, survivor, other, case.by, case.now)
    return Outcome(merge.into_id, merge.merge_id)


def _block(case: _Case) -> Outcome:
    if case.review.user_id is None:
        raise Impossible("only an account whose user id is known can be blocked")
    case.tables.access.add_known_bots([(case.review.channel, case.review.user_id)])
    return Outcome()


def partner_in(tables: Tables, review: Review, survivor: str) -> str | None:
    """Who would be merged into the survivor: whoever the sender is already, else another candidate."""
    known = tables.view.identity(review.channel, review.user_id) if review.user_id else None
    records = (*((known.customer_id,) if known else ()), *(customer for customer, _ in review.candidates))
    there = filter(None, map(tables.people.customer, records))
    return next((customer.customer_id for customer in there if customer.customer_id != survivor), None)


_LEAD_STATUS = {Verb.LINK: "Linked", Verb.BLOCK: "Blocked"}
_ACTIONS: dict[Verb, Callable[[_Case], Outcome]] = {
    Verb.LINK: _link,
    Verb.REJECT: _reject,
    Verb.MERGE: _merge,
    Verb.BLOCK: _block,
}

"""The stewards' queue: open reviews by pages and kinds, one of them in full, and what a decision would do."""

from __future__ import annotations

import re
import time
from difflib import SequenceMatcher
from http import HTTPStatus
from typing import TYPE_CHECKING

from irp_stub.api.answers import Candidate
from irp_stub.api.http.exchange import Reply, reply
from irp_stub.api.http.problems import HttpProblem
from irp_stub.api.http.times import iso
from irp_stub.api.steward.answers import ReviewItem, ReviewPage
from irp_stub.api.steward.queue_answers import (
    Effects,
    LeadCard,
    OpenCount,
    QueueSummary,
    ReviewDetail,
    SpeltLetter,
    SuggestedCustomer,
)
from irp_stub.api.steward.refusals import refusals
from irp_stub.identity.change import ReviewKind
from irp_stub.identity.spelling import spell
from irp_stub.stewardship.foretelling import Foretold, foretell
from irp_stub.stewardship.reviewing import Ruling, Verb, partner_in
from irp_stub.store.records import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform
    from irp_stub.store.protocol import Tables
    from irp_stub.store.records import KnownAccount, Place, Review

__all__ = ["foretell_decision", "list_reviews", "review_item", "show_review", "summarise_queue"]

_PAGE, _MAX_PAGE = 50, 500
_MAX_AGE = 1e10
_AFTER = re.compile(r"[0-9]{1,11}(\.[0-9]{1,9})?(~[ -~]{0,80})?\Z")


async def list_reviews(platform: Platform, call: Call) -> Reply:
    """The open reviews, the oldest first, by pages."""
    size = _number(call.query, "limit", _PAGE, _MAX_PAGE)
    if size < 1:
        raise _unusable(f"limit is from 1 to {_MAX_PAGE}")
    found = platform.store.read.reviews.open(int(size), _place(call.query), _selection(call.query))
    following = f"{found[-1].created_at!r}~{found[-1].review_id}" if len(found) == size else None
    return reply(ReviewPage(tuple(map(review_item, found)), following))


async def summarise_queue(platform: Platform, call: Call) -> Reply:  # noqa: ARG001  (every endpoint has this shape)
    """How many reviews are open, by kind and channel."""
    tally = platform.store.read.reviews.tally()
    counts = tuple(OpenCount(*each) for each in tally.counts)
    return reply(QueueSummary(sum(each.count for each in counts), tally.whole, counts, iso(tally.oldest)))


async def show_review(platform: Platform, call: Call) -> Reply:
    """One review with its candidates, and how the sender's handle is spelt beside theirs."""
    tables = platform.store.read
    review = tables.reviews.get(call.parameters["review_id"])
    if review is None:
        raise HttpProblem(HTTPStatus.NOT_FOUND, "there is no review with this id")
    known = tables.view.identity(review.channel, review.user_id) if review.user_id else None
    return reply(
        ReviewDetail(
            review_item(review),
            tuple(_suggested(tables, review)),
            _spelling(review.shown or review.handle, None),
            known.customer_id if known else None,
            _lead_card(tables, review.lead_id) if review.lead_id else None,
        )
    )


async def foretell_decision(platform: Platform, call: Call) -> Reply:
    """What a decision would do, with nothing changed."""
    given, customer_id = call.query.get("decision", ""), call.query.get("customer_id") or None
    if given not in tuple(Verb):
        raise _unusable(f"decision is one of {', '.join(Verb)}")
    ruling, by = Ruling(call.parameters["review_id"], Verb(given), customer_id), call.key.key_id
    try:
        with refusals():
            await platform.store.write(lambda tables: foretell(tables, ruling, by, time.time()))
    except Foretold as foretold:
        return reply(Effects(given, foretold.effects))
    raise AssertionError  # foretelling never returns


def _selection(query: Mapping[str, str]) -> Selection:
    kinds = tuple(filter(None, query.get("kind", "").split(",")))
    if unknown := set(kinds) - set(ReviewKind):
        raise _unusable(f"there is no kind {min(unknown)}; kinds are {', '.join(ReviewKind)}")
    age = _number(query, "older_than", 0.0, _MAX_AGE)
    return Selection(kinds, query.get("channel") or None, time.time() - age if age else None)


def _place(query: Mapping[str, str]) -> Place:
    given = query.get("after", "0")
    if not _AFTER.match(given):
        raise _unusable("after is the `next` of the page before")
    asked_at, _, review_id = given.partition("~")
    return float(asked_at), review_id


def _number(query: Mapping[str, str], name: str, default: float, most: float) -> float:
    try:
        number = float(query.get(name, default))
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= most or (name == "limit" and not number.is_integer()):
        raise _unusable(f"{name} is a number from 0 to {most:.0f}")
    return number


def _unusable(detail: str) -> HttpProblem:
    return HttpProblem(HTTPStatus.UNPROCESSABLE_ENTITY, detail)


def review_item(review: Review) -> ReviewItem:
    return ReviewItem(
        review_id=review.review_id,
        kind=review.kind,
        channel=review.channel,
        user_id=review.user_id,
        handle=review.handle,
        handle_raw=review.shown,
        candidates=tuple(Candidate(customer, confidence) for customer, confidence in review.candidates),
        name=review.name,
        lead_id=review.lead_id,
        conversations=review.conversations,
        decision_id=review.decision_id,
        created_at=iso(review.created_at),
        decision=review.decision,
        decided_at=iso(review.decided_at),
        decided_by=review.decided_by,
    )


def _suggested(tables: Tables, review: Review) -> Iterator[SuggestedCustomer]:
    """The candidates that are there still, each once: some may have been merged or erased since."""
    seen = set()
    for customer_id, confidence in review.candidates:
        customer = tables.people.customer(customer_id)
        if customer is None or customer.customer_id in seen:
            continue
        seen.add(customer.customer_id)
        nearest = _nearest(tables.dossier.accounts(customer.customer_id), review.handle)
        partner = partner_in(tables, review, customer.customer_id) if review.decision is None else None
        other = tables.people.customer(partner) if partner else None
        yield SuggestedCustomer(
            customer.customer_id,
            customer.name,
            confidence,
            customer.tier,
            nearest[0] if nearest else None,
            nearest[1] if nearest else None,
            _spelling(review.shown or review.handle, nearest[0]) if nearest else (),
            partner,
            other.name if other else None,
        )


def _nearest(accounts: list[KnownAccount], handle: str | None) -> tuple[str, str] | None:
    """Of all handles that a customer has or had, the one that is most like the sender's, and its channel."""
    if handle is None:
        return None
    held = {(spell_.name, account.channel) for account in accounts for spell_ in account.handles}
    return max(sorted(held), key=lambda one: SequenceMatcher(None, one[0], handle).ratio(), default=None)


def _spelling(shown: str | None, known: str | None) -> tuple[SpeltLetter, ...]:
    letters = spell(shown, known) if shown else ()
    return tuple(SpeltLetter(one.text, one.code, one.name, one.oddity, one.instead_of) for one in letters)


def _lead_card(tables: Tables, lead_id: str) -> LeadCard | None:
    lead = tables.leads.get(lead_id)
    if lead is None:
        return None
    return LeadCard(lead.lead_id, lead.status, lead.display_name, lead.email, lead.claimed_email)

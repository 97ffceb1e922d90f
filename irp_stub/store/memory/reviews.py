"""The questions that stewards decide; one sender and one candidate make one open question, a new lead another."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from irp_stub.identity.change import ReviewKind
from irp_stub.store.records import ALL_REVIEWS, FIRST, Review, Tally

if TYPE_CHECKING:
    from irp_stub.identity.change import ReviewNeeded
    from irp_stub.store.memory.state import Book
    from irp_stub.store.records import Lead, Place, Selection

__all__ = ["MemoryReviews"]


class MemoryReviews:
    def __init__(self, book: Book) -> None:
        self._book = book

    def find(self, needed: ReviewNeeded) -> str | None:
        if (conversation := needed.claim.conversation_id) is not None:
            return self._book.state.conversations.get(conversation)
        return self._open(needed)

    def ask(self, needed: ReviewNeeded, review_id: str, decision_id: str, now: float) -> str:
        known = self.find(needed) or self._open(needed)
        claim = needed.claim
        if known is None:
            name, shown = (claim.handle.name, claim.handle.shown) if claim.handle else (None, None)
            candidates = tuple((each.customer_id, each.confidence) for each in needed.candidates)
            self._book.state.reviews[review_id] = Review(
                review_id, needed.kind, claim.channel, claim.user_id, name, candidates[0][0], candidates,
                decision_id, now, None, None, None, shown=shown,
            )  # fmt: skip
            self._book.state.subjects[review_id] = _subject(needed)
        if claim.conversation_id is not None:
            self._book.state.conversations.setdefault(claim.conversation_id, known or review_id)
        return known or review_id

    def ask_about(self, lead: Lead, shown: str | None, review_id: str, now: float) -> None:
        self._book.state.reviews[review_id] = Review(
            review_id, ReviewKind.NEW_LEAD, lead.channel, lead.user_id, lead.handle, "", (), None, now,
            None, None, None, shown=shown, lead_id=lead.lead_id,
        )  # fmt: skip

    def get(self, review_id: str) -> Review | None:
        review = self._book.state.reviews.get(review_id)
        return self._told(review) if review else None

    def open(self, limit: int, after: Place = FIRST, which: Selection = ALL_REVIEWS) -> list[Review]:
        asked_before = float("inf") if which.asked_before is None else which.asked_before
        waiting = [
            review
            for review in self._waiting()
            if (review.created_at, review.review_id) > after
            and review.created_at < asked_before
            and which.channel in {None, review.channel}
            and (not which.kinds or review.kind in which.kinds)
        ]
        return [self._told(review) for review in waiting[:limit]]

    def tally(self) -> Tally:
        waiting = self._waiting()
        counts = sorted(Counter((review.kind, review.channel) for review in waiting).items())
        oldest = waiting[0].created_at if waiting else None
        return Tally(tuple((*what, count) for what, count in counts), oldest, whole=True)

    def decide(self, review_id: str, decision: str, by: str, now: float) -> bool:
        review = self._book.state.reviews.get(review_id)
        if review is None or review.decision is not None:
            return False
        decided = replace(review, decision=decision, decided_at=now, decided_by=by)
        self._book.state.reviews[review_id] = decided
        return True

    def _waiting(self) -> list[Review]:
        reviews = (review for review in self._book.state.reviews.values() if review.decision is None)
        return sorted(reviews, key=lambda review: (review.created_at, review.review_id))

    def _open(self, needed: ReviewNeeded) -> str | None:
        state, subject = self._book.state, _subject(needed)
        found = (
            review_id
            for review_id, about in state.subjects.items()
            if about == subject and state.reviews[review_id].decision is None
        )
        return next(found, None)

    def _told(self, review: Review) -> Review:
        """With what is kept elsewhere: the likeliest candidate's name, and who waits."""
        state = self._book.state
        customer = state.customers.get(review.customer_id)
        waiting = {c for c, asked in state.conversations.items() if asked == review.review_id}
        lead = state.leads.get(review.lead_id or "")
        if lead is not None and lead.conversation_id:
            waiting.add(lead.conversation_id)
        return replace(review, conversations=tuple(sorted(waiting)), name=customer.name if customer else None)


def _subject(needed: ReviewNeeded) -> str:
    claim = needed.claim
    handle = claim.handle.name if claim.handle else None
    account = f"id:{claim.user_id}" if claim.user_id is not None else f"handle:{handle}"
    return f"{needed.kind}|{claim.channel}|{account}|{needed.candidates[0].customer_id}"

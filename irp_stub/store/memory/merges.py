"""Merges of two customers, with what was before, so that each can be undone exactly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from irp_stub.store.memory.state import Undoing

if TYPE_CHECKING:
    from irp_stub.store.memory.state import Book
    from irp_stub.store.records import Customer, Merge

__all__ = ["MemoryMerges"]


class MemoryMerges:
    def __init__(self, book: Book) -> None:
        self._book = book

    def merge(self, merge: Merge, survivor: Customer) -> None:
        state, gone, into = self._book.state, merge.from_id, merge.into_id
        state.undoings[merge.merge_id] = self._before(merge, survivor)
        for number, edge in state.edges.items():
            if edge.customer_id == gone:
                state.edges[number] = replace(edge, customer_id=into)
        self._move_mailboxes(gone, into)
        self._move_ruled_out(gone, into)
        for review_id, review in state.reviews.items():
            if review.customer_id == gone:
                state.reviews[review_id] = replace(review, customer_id=into)
        for alias, customer_id in state.aliases.items():
            if customer_id == gone:
                state.aliases[alias] = into
        state.aliases[gone] = into
        state.customers[into] = survivor
        del state.customers[gone]
        state.merges[merge.merge_id] = merge

    def undo(self, merge: Merge, now: float) -> None:
        state, gone, into = self._book.state, merge.from_id, merge.into_id
        before = state.undoings[merge.merge_id]
        state.customers[gone] = before.gone
        if state.customers[into] == before.survivor_after:
            state.customers[into] = before.survivor
        for number in before.edges & state.edges.keys():
            if state.edges[number].customer_id == into:
                state.edges[number] = replace(state.edges[number], customer_id=gone)
        for address, owner in before.mailboxes:
            if owner == gone:
                state.mailboxes.pop((address, into), None)
        for channel, account, owner in before.ruled_out:
            if owner == gone:
                state.ruled_out.pop((channel, account, into), None)
        state.mailboxes.update(before.mailboxes)
        state.ruled_out.update(before.ruled_out)
        del state.aliases[gone]
        state.aliases.update(dict.fromkeys(before.aliases, gone))
        for review_id in before.reviews & state.reviews.keys():
            state.reviews[review_id] = replace(state.reviews[review_id], customer_id=gone)
        state.merges[merge.merge_id] = replace(merge, undone_at=now)

    def get(self, merge_id: str) -> Merge | None:
        return self._book.state.merges.get(merge_id)

    def of_customer(self, customer_id: str) -> list[Merge]:
        merges = self._book.state.merges.values()
        return [merge for merge in merges if customer_id in {merge.into_id, merge.from_id}]

    def _before(self, merge: Merge, survivor: Customer) -> Undoing:
        state, both = self._book.state, {merge.from_id, merge.into_id}
        return Undoing(
            state.customers[merge.from_id],
            state.customers[merge.into_id],
            survivor,
            frozenset(n for n, edge in state.edges.items() if edge.customer_id == merge.from_id),
            {key: verified for key, verified in state.mailboxes.items() if key[1] in both},
            {key: at for key, at in state.ruled_out.items() if key[2] in both},
            frozenset(alias for alias, customer in state.aliases.items() if customer == merge.from_id),
            frozenset(r for r, review in state.reviews.items() if review.customer_id == merge.from_id),
        )

    def _move_mailboxes(self, gone: str, into: str) -> None:
        mailboxes = self._book.state.mailboxes
        for address, owner in list(mailboxes):
            if owner == gone:
                verified = mailboxes.pop((address, gone))
                mailboxes[address, into] = verified or mailboxes.get((address, into), False)

    def _move_ruled_out(self, gone: str, into: str) -> None:
        """What was ruled out between the two is no longer: the steward who merges knows better now."""
        state = self._book.state
        own = {edge.key for edge in state.edges.values() if edge.customer_id == into}
        for channel, account, owner in list(state.ruled_out):
            if owner == gone:
                at = state.ruled_out.pop((channel, account, gone))
                state.ruled_out.setdefault((channel, account, into), at)
            if owner in {gone, into} and (channel, account) in own:
                state.ruled_out.pop((channel, account, into), None)

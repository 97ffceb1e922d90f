"""The questions that stewards decide; one sender and one candidate make one open question, a new lead another."""

# ruff: noqa: S608  (what is put into statements are constants of this module)

from __future__ import annotations

import math
from itertools import chain
from typing import TYPE_CHECKING, Any

import msgspec

from irp_stub.identity.change import ReviewKind
from irp_stub.store.records import ALL_REVIEWS, FIRST, Review, Tally
from irp_stub.store.sqlite.graph import account_keys

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from irp_stub.identity.change import ReviewNeeded
    from irp_stub.store.records import Lead, Place, Selection

__all__ = ["SqliteReviews"]

_COLUMNS = (
    "review_id, kind, channel, user_id, handle, customer_id, candidates, decision_id, created_at, decision, "
    "decided_at, decided_by, shown"
)
_LEAD = f"{ReviewKind.NEW_LEAD}|"
_SELECT = (
    f"SELECT {', '.join(f'r.{name}' for name in _COLUMNS.split(', '))}, c.name, "
    f"CASE r.kind WHEN '{ReviewKind.NEW_LEAD}' THEN substr(r.subject, {len(_LEAD) + 1}) END "
    "FROM review r LEFT JOIN customer c ON c.customer_id = r.customer_id "
)
_AFTER = "(created_at, review_id) > (?, ?) AND created_at < ? ORDER BY created_at, review_id LIMIT ?"
_PLACES = f"SELECT created_at, review_id FROM review WHERE decision IS NULL AND {_AFTER}"
_PLACES_OF = (
    "SELECT created_at, review_id FROM review "
    f"WHERE decision IS NULL AND kind = ? AND channel = ? AND {_AFTER}"
)


class SqliteReviews:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute

    def find(self, needed: ReviewNeeded) -> str | None:
        """The review that this sender's question has already: of the conversation, else an open one."""
        if (conversation := needed.claim.conversation_id) is not None:
            row = self._execute(
                "SELECT review_id FROM review_conversation WHERE conversation_id = ?", (conversation,)
            ).fetchone()
            return row[0] if row else None
        return self._open(needed)

    def ask(self, needed: ReviewNeeded, review_id: str, decision_id: str, now: float) -> str:
        """The id of the review that covers it: an earlier one, or a new one by the id given."""
        known = self.find(needed) or self._open(needed)
        if known is None:
            self._insert(needed, review_id, decision_id, now)
        if needed.claim.conversation_id is not None:
            self._execute(
                "INSERT OR IGNORE INTO review_conversation VALUES (?, ?)",
                (needed.claim.conversation_id, known or review_id),
            )
        return known or review_id

    def ask_about(self, lead: Lead, shown: str | None, review_id: str, now: float) -> None:
        """Is a new lead somebody who is known? It is asked without a candidate."""
        self._add(
            (
                review_id, ReviewKind.NEW_LEAD, lead.channel, lead.user_id, lead.handle, "", b"[]", None, now,
                None, None, None, shown, f"{_LEAD}{lead.lead_id}",
            )
        )  # fmt: skip

    def get(self, review_id: str) -> Review | None:
        row = self._execute(f"{_SELECT} WHERE r.review_id = ?", (review_id,)).fetchone()
        return self._review(row) if row else None

    def open(self, limit: int, after: Place = FIRST, which: Selection = ALL_REVIEWS) -> list[Review]:
        """Open reviews after a place in the queue, the oldest first."""
        before = math.inf if which.asked_before is None else which.asked_before
        if which.kinds or which.channel is not None:
            places = sorted(chain.from_iterable(self._of_kinds(which, (*after, before, limit))))[:limit]
        else:
            places = self._execute(_PLACES, (*after, before, limit)).fetchall()
        return [review for _, review_id in places if (review := self.get(review_id)) is not None]

    def tally(self) -> Tally:
        """How many are open."""
        counts = self._execute("SELECT kind, channel, count FROM open_reviews ORDER BY 1, 2").fetchall()
        (oldest,) = self._execute("SELECT min(created_at) FROM review WHERE decision IS NULL").fetchone()
        return Tally(tuple(counts), oldest, whole=True)

    def decide(self, review_id: str, decision: str, by: str, now: float) -> bool:
        """False where it was decided before."""
        cursor = self._execute(
            "UPDATE review SET decision = ?, decided_at = ?, decided_by = ? "
            "WHERE review_id = ? AND decision IS NULL",
            (decision, now, by, review_id),
        )
        return cursor.rowcount == 1

    def _of_kinds(self, which: Selection, bounds: tuple[float, str, float, int]) -> Iterator[list[Any]]:
        """The places of each kind on each channel that is asked for and that there is any of."""
        for kind, channel, _ in self.tally().counts:
            if (not which.kinds or kind in which.kinds) and which.channel in {None, channel}:
                yield self._execute(_PLACES_OF, (kind, channel, *bounds)).fetchall()

    def _open(self, needed: ReviewNeeded) -> str | None:
        row = self._execute(
            "SELECT review_id FROM review WHERE subject = ? AND decision IS NULL", (_subject(needed),)
        ).fetchone()
        return row[0] if row else None

    def _insert(self, needed: ReviewNeeded, review_id: str, decision_id: str, now: float) -> None:
        claim = needed.claim
        candidates = [(s.customer_id, s.confidence) for s in needed.candidates]
        handle, shown = (claim.handle.name, claim.handle.shown) if claim.handle else (None, None)
        self._add(
            (
                review_id, needed.kind, claim.channel, claim.user_id, handle, candidates[0][0],
                msgspec.json.encode(candidates), decision_id, now, None, None, None, shown, _subject(needed),
            )
        )  # fmt: skip

    def _add(self, row: tuple[Any, ...]) -> None:
        self._execute(f"INSERT INTO review ({_COLUMNS}, subject) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", row)

    def _review(self, row: tuple[Any, ...]) -> Review:
        conversations = self._execute(
            "SELECT conversation_id FROM review_conversation WHERE review_id = ?1 UNION "
            "SELECT conversation_id FROM lead WHERE lead_id = ?2 AND conversation_id IS NOT NULL ORDER BY 1",
            (row[0], row[14]),
        )
        candidates = tuple((str(c), float(n)) for c, n in msgspec.json.decode(row[6]))
        return Review(*(*row[:6], candidates, *row[7:12], tuple(c for (c,) in conversations), *row[12:]))


def _subject(needed: ReviewNeeded) -> str:
    claim = needed.claim
    account = account_keys(claim.user_id, claim.handle.name if claim.handle else None)[0]
    return f"{needed.kind}|{claim.channel}|{account}|{needed.candidates[0].customer_id}"

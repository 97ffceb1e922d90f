"""The questions that stewards decide; one sender and one candidate make one open question, a new lead another."""

# ruff: noqa: S608  (what is put into statements are constants of this module)

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from irp_stub.identity.change import ReviewKind
from irp_stub.store.records import ALL_REVIEWS, FIRST, Review, Tally
from irp_stub.store.sqlite.graph import account_keys

if TYPE_CHECKING:
    import sqlite3

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
_MOST_COUNTED = 100_000


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
        conditions = ["r.decision IS NULL", "(r.created_at, r.review_id) > (?, ?)"]
        values: list[Any] = [*after]
        if which.kinds:
            conditions.append(f"r.kind IN ({', '.join('?' * len(which.kinds))})")
            values += which.kinds
        if which.channel is not None:
            conditions.append("r.channel = ?")
            values.append(which.channel)
        if which.asked_before is not None:
            conditions.append("r.created_at < ?")
            values.append(which.asked_before)
        rows = self._execute(
            f"{_SELECT} WHERE {' AND '.join(conditions)} ORDER BY r.created_at, r.review_id LIMIT ?",
            (*values, limit),
        )
        return [self._review(row) for row in rows.fetchall()]

    def tally(self) -> Tally:
        """How many are open; the oldest are counted, up to a hundred thousand."""
        rows = self._execute(
            "SELECT kind, channel, count(*), min(created_at) FROM (SELECT kind, channel, created_at FROM review "
            "INDEXED BY review_queue WHERE decision IS NULL ORDER BY created_at LIMIT ?) GROUP BY kind, channel",
            (_MOST_COUNTED,),
        ).fetchall()
        counts = tuple((str(kind), str(channel), int(count)) for kind, channel, count, _ in rows)
        return Tally(
            counts,
            oldest=min((row[3] for row in rows), default=None),
            whole=sum(count for *_, count in counts) < _MOST_COUNTED,
        )

    def decide(self, review_id: str, decision: str, by: str, now: float) -> bool:
        """False where it was decided before."""
        cursor = self._execute(
            "UPDATE review SET decision = ?, decided_at = ?, decided_by = ? "
            "WHERE review_id = ? AND decision IS NULL",
            (decision, now, by, review_id),
        )
        return cursor.rowcount == 1

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

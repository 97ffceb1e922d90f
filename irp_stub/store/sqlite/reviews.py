"""The questions that stewards decide; one sender and one candidate make one open question."""

# ruff: noqa: S608  (what is put into statements are constants of this module)

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from irp_stub.store.records import Review
from irp_stub.store.sqlite.graph import account_keys

if TYPE_CHECKING:
    import sqlite3

    from irp_stub.identity.change import ReviewNeeded

__all__ = ["SqliteReviews"]

_COLUMNS = (
    "review_id, kind, channel, user_id, handle, customer_id, candidates, decision_id, created_at, decision, "
    "decided_at, decided_by"
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

    def get(self, review_id: str) -> Review | None:
        row = self._execute(f"SELECT {_COLUMNS} FROM review WHERE review_id = ?", (review_id,)).fetchone()
        return self._review(row) if row else None

    def open(self, limit: int, after: float = 0.0) -> list[Review]:
        """Open reviews, the oldest first."""
        rows = self._execute(
            f"SELECT {_COLUMNS} FROM review WHERE decision IS NULL AND created_at > ? "
            "ORDER BY created_at LIMIT ?",
            (after, limit),
        )
        return [self._review(row) for row in rows.fetchall()]

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
        handle = claim.handle.name if claim.handle else None
        self._execute(
            f"INSERT INTO review ({_COLUMNS}, subject) VALUES (?,?,?,?,?,?,?,?,?,NULL,NULL,NULL,?)",
            (
                review_id, needed.kind, claim.channel, claim.user_id, handle, candidates[0][0],
                msgspec.json.encode(candidates), decision_id, now, _subject(needed),
            ),
        )  # fmt: skip

    def _review(self, row: tuple[Any, ...]) -> Review:
        conversations = self._execute(
            "SELECT conversation_id FROM review_conversation WHERE review_id = ? ORDER BY 1", (row[0],)
        )
        candidates = tuple((str(c), float(n)) for c, n in msgspec.json.decode(row[6]))
        return Review(*(*row[:6], candidates, *row[7:], tuple(c for (c,) in conversations)))


def _subject(needed: ReviewNeeded) -> str:
    claim = needed.claim
    account = account_keys(claim.user_id, claim.handle.name if claim.handle else None)[0]
    return f"{needed.kind}|{claim.channel}|{account}|{needed.candidates[0].customer_id}"

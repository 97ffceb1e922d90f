"""What is kept to be read later: decisions, handles nobody knew, and who wrote what."""

# ruff: noqa: S608  (what is put into statements are placeholders)

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.store.records import Happening, Unresolved, Written

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

__all__ = ["SqliteLogs"]


class SqliteLogs:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute

    def keep_decision(self, decision_id: str, customer_id: str | None, record: bytes, now: float) -> None:
        self._execute("INSERT INTO decision VALUES (?, ?, ?, ?)", (decision_id, customer_id, now, record))

    def decision(self, decision_id: str) -> bytes | None:
        row = self._execute("SELECT record FROM decision WHERE decision_id = ?", (decision_id,)).fetchone()
        return row[0] if row else None

    def log_unresolved(self, unresolved: Unresolved, now: float) -> bool:
        """False where the conversation, or without one the account, is in the log already."""
        who = unresolved
        account = f"account:{who.channel}:{who.user_id}:{who.handle}"
        key = f"conversation:{who.conversation_id}" if who.conversation_id else account
        cursor = self._execute(
            "INSERT OR IGNORE INTO unresolved VALUES (?, ?, ?, ?, ?, ?, ?)",
            (key, who.conversation_id, who.channel, who.user_id, who.handle, who.reason, now),
        )
        return cursor.rowcount == 1

    def unresolved(self, limit: int, after: float) -> list[tuple[float, Unresolved]]:
        """Senders whom nobody knew, the oldest first; what came at one moment stands on one page."""
        rows = self._execute(
            f"{_UNRESOLVED} WHERE logged_at > ?1 AND logged_at <= (SELECT max(logged_at) FROM (SELECT logged_at "
            "FROM unresolved WHERE logged_at > ?1 ORDER BY logged_at LIMIT ?2)) ORDER BY logged_at, key",
            (after, limit),
        )
        return [(row[0], Unresolved(*row[1:])) for row in rows]

    def written(self, limit: int, after: int) -> list[Written]:
        """The audit log from a number on, the oldest first."""
        rows = self._execute(
            "SELECT id, at, actor, action, customer_id, detail FROM audit WHERE id > ? ORDER BY id LIMIT ?",
            (after, limit),
        )
        return [Written(*row) for row in rows]

    def forget(self, before: float, reviewed_before: float) -> int:
        """Delete what was kept until then and no longer has to be; open reviews stay. Gives how many rows."""
        times = {"before": before, "reviewed": reviewed_before}
        return sum(self._execute(statement, times).rowcount for statement in _FORGET)

    def of_people(self, customer_ids: Sequence[str], limit: int) -> list[Happening]:
        """What was done to customers, the latest first; what rules decided comes with the decision's record."""
        people = ", ".join("?" * len(customer_ids))
        rows = self._execute(
            f"SELECT at, actor, action, detail, NULL, id FROM audit WHERE customer_id IN ({people}) "
            "AND action <> 'resolve' UNION ALL SELECT decided_at, '', 'decision', decision_id, record, 0 "
            f"FROM decision WHERE customer_id IN ({people}) ORDER BY 1 DESC, 6 DESC LIMIT ?",
            (*customer_ids, *customer_ids, limit),
        )
        return [Happening(*row[:5]) for row in rows]

    def audit(self, actor: str, action: str, customer_id: str | None, detail: str, now: float) -> None:
        """`detail` holds ids and counts; no handles, names or addresses."""
        self._execute(
            "INSERT INTO audit (at, actor, action, customer_id, detail) VALUES (?, ?, ?, ?, ?)",
            (now, actor, action, customer_id, detail),
        )


_UNRESOLVED = "SELECT logged_at, channel, user_id, handle, conversation_id, reason FROM unresolved"
_FORGET = (
    "DELETE FROM decision WHERE decided_at < :before",
    "DELETE FROM unresolved WHERE logged_at < :before",
    "DELETE FROM kept_answer WHERE kept_at < :before",
    """DELETE FROM review_conversation
    WHERE review_id IN (SELECT review_id FROM review WHERE decided_at < :reviewed)""",
    "DELETE FROM review WHERE decided_at < :reviewed",
)

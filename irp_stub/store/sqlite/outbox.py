"""Messages that are to be delivered to others; written with what they tell of, deleted once they arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.store.records import Outgoing

if TYPE_CHECKING:
    import sqlite3

__all__ = ["SqliteOutbox"]


class SqliteOutbox:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute

    def add(self, body: bytes, now: float) -> None:
        self._execute("INSERT INTO outgoing (body, tries, due_at) VALUES (?, 0, ?)", (body, now))

    def due(self, now: float, limit: int) -> list[Outgoing]:
        """What is to be delivered now, the oldest first."""
        rows = self._execute(
            "SELECT id, body, tries FROM outgoing WHERE due_at <= ? ORDER BY id LIMIT ?", (now, limit)
        )
        return [Outgoing(*row) for row in rows]

    def delivered(self, number: int) -> None:
        self._execute("DELETE FROM outgoing WHERE id = ?", (number,))

    def postpone(self, number: int, due_at: float) -> None:
        self._execute("UPDATE outgoing SET tries = tries + 1, due_at = ? WHERE id = ?", (due_at, number))

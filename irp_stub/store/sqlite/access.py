"""API keys, and the accounts that are known to be bots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.store.records import ApiKey

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

__all__ = ["SqliteAccess"]


class SqliteAccess:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute

    def fact(self, name: str) -> bytes | None:
        row = self._execute("SELECT value FROM store_fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_fact(self, name: str, value: bytes) -> None:
        self._execute("INSERT OR REPLACE INTO store_fact VALUES (?, ?)", (name, value))

    def keys(self, now: float) -> tuple[ApiKey, ...]:
        """The keys that may be used at this time."""
        rows = self._execute(
            "SELECT key_id, name, hash, scopes, expires_at FROM api_key "
            "WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) ORDER BY created_at, key_id",
            (now,),
        )
        return tuple(ApiKey(k, name, h, frozenset(scopes.split()), end) for k, name, h, scopes, end in rows)

    def put_key(self, key: ApiKey, now: float) -> None:
        self._execute(
            "INSERT INTO api_key VALUES (?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO UPDATE SET "
            "name = excluded.name, hash = excluded.hash, scopes = excluded.scopes, "
            "expires_at = excluded.expires_at, revoked_at = NULL",
            (key.key_id, key.name, key.hash, " ".join(sorted(key.scopes)), now, key.expires_at),
        )

    def revoke_key(self, key_id: str, now: float) -> bool:
        cursor = self._execute(
            "UPDATE api_key SET revoked_at = ? WHERE key_id = ? AND revoked_at IS NULL", (now, key_id)
        )
        return cursor.rowcount == 1

    def is_known_bot(self, channel: str, user_id: str) -> bool:
        row = self._execute(
            "SELECT 1 FROM known_bot WHERE channel IN (?, '*') AND user_id = ?", (channel, user_id)
        ).fetchone()
        return row is not None

    def add_known_bots(self, bots: Iterable[tuple[str, str]]) -> None:
        for bot in bots:
            self._execute("INSERT OR IGNORE INTO known_bot VALUES (?, ?)", bot)

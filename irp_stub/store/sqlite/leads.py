"""Leads, the accounts they are known by, and the answers that were given to idempotency keys."""

# ruff: noqa: S608  (what is put into statements are constants of this module)

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.store.records import KeptAnswer, Lead

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

__all__ = ["SqliteLeads"]

_COLUMNS = (
    "lead_id, channel, user_id, handle, display_name, email, claimed_email, status, needs_review, "
    "conversation_id, created_at"
)


class SqliteLeads:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute

    def get(self, lead_id: str) -> Lead | None:
        return self._one("lead_id = ?", lead_id)

    def of_account(self, channel: str, account_key: str) -> Lead | None:
        return self._one(
            "lead_id = (SELECT lead_id FROM lead_account WHERE channel = ? AND account = ?)",
            channel,
            account_key,
        )

    def of_email(self, address: str) -> Lead | None:
        return self._one("email = ?", address)

    def of_conversation(self, conversation_id: str) -> Lead | None:
        return self._one("conversation_id = ?", conversation_id)

    def add(self, lead: Lead) -> None:
        self._execute(
            f"INSERT INTO lead ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                lead.lead_id, lead.channel, lead.user_id, lead.handle, lead.display_name, lead.email,
                lead.claimed_email, lead.status, lead.needs_review, lead.conversation_id, lead.created_at,
            ),
        )  # fmt: skip

    def settle(self, lead_id: str, status: str | None) -> None:
        """A steward has looked; a status of None stays as it is."""
        self._execute(
            "UPDATE lead SET needs_review = 0, status = ifnull(?, status) WHERE lead_id = ?",
            (status, lead_id),
        )

    def know_by(self, lead_id: str, channel: str, account_keys: Iterable[str]) -> None:
        """The lead is known by these accounts too, unless another lead is."""
        for key in account_keys:
            self._execute("INSERT OR IGNORE INTO lead_account VALUES (?, ?, ?)", (channel, key, lead_id))

    def kept_answer(self, key: str) -> KeptAnswer | None:
        row = self._execute(
            "SELECT fingerprint, status, body FROM kept_answer WHERE key = ?", (key,)
        ).fetchone()
        return KeptAnswer(*row) if row else None

    def keep_answer(self, key: str, answer: KeptAnswer, now: float) -> None:
        self._execute(
            "INSERT INTO kept_answer VALUES (?, ?, ?, ?, ?)",
            (key, answer.fingerprint, answer.status, answer.body, now),
        )

    def _one(self, where: str, *values: str) -> Lead | None:
        row = self._execute(f"SELECT {_COLUMNS} FROM lead WHERE {where} LIMIT 1", values).fetchone()
        return Lead(*row) if row else None

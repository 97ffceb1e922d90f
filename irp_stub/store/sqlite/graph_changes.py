"""The identity graph, written: changes applied, handles moved, profiles kept in step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from irp_stub.identity.change import BindUserId, Change, Confirm, LinkAccount, MustLink, TakeHandle

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from irp_stub.identity.handle import Handle

__all__ = ["GraphChanges"]


class GraphChanges:
    """Every method is to be called within a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute

    def apply(self, changes: Iterable[Change], now: float) -> frozenset[str]:
        """Apply the changes of a decision; out come the customers whose profile is another now."""
        touched: set[str] = set()
        for change in changes:
            match change:
                case Confirm(identity_id):
                    self.confirm(identity_id, now)
                case BindUserId(identity_id, user_id):
                    touched.add(self._bind(identity_id, user_id, now))
                case TakeHandle(identity_id, channel, handle):
                    touched.update(self.take_handle(identity_id, channel, handle, now))
                case LinkAccount():
                    touched.update(self.link(change, now))
                case MustLink(identity_id):
                    self._execute("UPDATE identity SET rule = 'steward' WHERE id = ?", (identity_id,))
        for customer_id in touched:
            self.refresh_graph(customer_id)
        return frozenset(touched)

    def confirm(self, identity_id: int, now: float) -> None:
        self._execute(
            "UPDATE identity SET confirmed_at = ? WHERE id = ? AND confirmed_at < ?", (now, identity_id, now)
        )

    def link(self, new: LinkAccount, at: float) -> set[str]:
        """Give a customer an account that nobody has; its handle comes from whoever held it."""
        handle = new.handle
        identity_id = self._execute(
            "INSERT INTO identity (channel, user_id, customer_id, handle, confirmed_at, rule) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (new.channel, new.user_id, new.customer_id, handle.name if handle else None, at, new.rule),
        ).lastrowid
        if handle is None or identity_id is None:
            return {new.customer_id}
        touched = self._release(new.channel, handle.name, identity_id, at)
        self._hold(identity_id, new.channel, handle, at)
        return touched | {new.customer_id}

    def take_handle(self, identity_id: int, channel: str, handle: Handle, at: float) -> set[str]:
        touched = self._release(channel, handle.name, identity_id, at)
        self._execute(
            "UPDATE held_handle SET valid_to = ? WHERE identity_id = ? AND valid_to IS NULL",
            (at, identity_id),
        )
        self._hold(identity_id, channel, handle, at)
        row = self._execute(
            "UPDATE identity SET handle = ?, confirmed_at = max(confirmed_at, ?) WHERE id = ? "
            "RETURNING customer_id",
            (handle.name, at, identity_id),
        ).fetchone()
        return touched | {row[0]}

    def refresh_graph(self, customer_id: str) -> None:
        """Write the customer's `social_graph` anew; of several accounts of a channel the last seen counts."""
        rows = self._execute(
            "SELECT channel, user_id, handle FROM identity WHERE customer_id = ? ORDER BY confirmed_at, id",
            (customer_id,),
        )
        graph: dict[str, str] = {}
        for channel, user_id, handle in rows:
            if user_id is not None:
                graph[f"{channel}_id"] = user_id
            if handle is not None:
                graph[f"{channel}_handle"] = handle
                if channel == "linkedin":
                    graph["linkedin_url"] = f"linkedin.com/in/{handle}"
        self._execute(
            "UPDATE customer SET social_graph = ? WHERE customer_id = ?",
            (msgspec.json.encode(graph), customer_id),
        )

    def give(self, identity_id: int, customer_id: str) -> None:
        """The account is another customer's from now on, as an import says."""
        (former,) = self._execute("SELECT customer_id FROM identity WHERE id = ?", (identity_id,)).fetchone()
        self._execute(
            "UPDATE identity SET customer_id = ?, rule = 'import' WHERE id = ?", (customer_id, identity_id)
        )
        self.refresh_graph(former)

    def rule_out(self, channel: str, account_key: str, customer_id: str, now: float) -> None:
        self._execute(
            "INSERT OR IGNORE INTO cannot_link VALUES (?, ?, ?, ?)", (channel, account_key, customer_id, now)
        )

    def rule_in(self, channel: str, account_keys: Iterable[str], customer_id: str) -> None:
        """What was ruled out is no longer."""
        for key in account_keys:
            self._execute(
                "DELETE FROM cannot_link WHERE channel = ? AND account = ? AND customer_id = ?",
                (channel, key, customer_id),
            )

    def unlink(self, identity_id: int) -> None:
        """The account belongs to nobody from now on."""
        self._execute("DELETE FROM held_handle WHERE identity_id = ?", (identity_id,))
        row = self._execute(
            "DELETE FROM identity WHERE id = ? RETURNING customer_id", (identity_id,)
        ).fetchone()
        if row is not None:
            self.refresh_graph(row[0])

    def _bind(self, identity_id: int, user_id: str, now: float) -> str:
        row = self._execute(
            "UPDATE identity SET user_id = ?, confirmed_at = ? WHERE id = ? RETURNING customer_id",
            (user_id, now, identity_id),
        ).fetchone()
        return str(row[0])

    def _release(self, channel: str, name: str, taker: int, at: float) -> set[str]:
        """Whoever else holds the handle holds it no longer; an account that was nothing but it is gone."""
        row = self._execute(
            "UPDATE held_handle SET valid_to = ? WHERE channel = ? AND name = ? AND valid_to IS NULL "
            "AND identity_id <> ? RETURNING identity_id",
            (at, channel, name, taker),
        ).fetchone()
        if row is None:
            return set()
        customer_id, user_id = self._execute(
            "UPDATE identity SET handle = NULL WHERE id = ? RETURNING customer_id, user_id", row
        ).fetchone()
        if user_id is None:
            self._absorb(row[0], taker, customer_id)
        return {customer_id}

    def _absorb(self, identity_id: int, taker: int, customer_id: str) -> None:
        (owner,) = self._execute("SELECT customer_id FROM identity WHERE id = ?", (taker,)).fetchone()
        if owner == customer_id:
            self._execute(
                "UPDATE held_handle SET identity_id = ? WHERE identity_id = ?", (taker, identity_id)
            )
            self._execute("DELETE FROM identity WHERE id = ?", (identity_id,))

    def _hold(self, identity_id: int, channel: str, handle: Handle, at: float) -> None:
        self._execute(
            "INSERT INTO held_handle VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, NULL)",
            (identity_id, channel, handle.name, *handle.keys(), at),
        )

"""Merges of two customers, journalled so that each can be undone exactly."""

# ruff: noqa: S608  (what is put into statements are constants of this module)

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from irp_stub.store.profile_json import profile_json
from irp_stub.store.records import Merge
from irp_stub.store.sqlite.graph_changes import GraphChanges

if TYPE_CHECKING:
    import sqlite3

    from irp_stub.store.records import Customer

__all__ = ["SqliteMerges"]

_CUSTOMER = "customer_id, name, tier, updated_at, last_interaction, preferences, profile"
_COLUMNS = "merge_id, into_id, from_id, merged_at, merged_by, undone_at"


class _Before(msgspec.Struct, frozen=True):
    """The rows as they were: of the customer that goes, and those of the one that stays and may change.

    `survivor_after` is the surviving customer as the merge left it: what changed since then stays changed.
    """

    gone: list[Any]
    survivor: list[Any]
    survivor_after: list[Any]
    identities: list[int]
    gone_emails: list[list[Any]]
    survivor_emails: list[list[Any]]
    aliases: list[str]
    gone_ruled_out: list[list[Any]]
    survivor_ruled_out: list[list[Any]]
    reviews: list[str]


class SqliteMerges:
    """Every method is to be called within a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute
        self._graph = GraphChanges(connection)

    def merge(self, merge: Merge, survivor: Customer) -> None:
        """Let `merge.from_id` become part of `merge.into_id`, which is `survivor` from then on."""
        survivor_after = _row(survivor)
        before = self._before(merge, survivor_after)
        names = {"gone": merge.from_id, "into": merge.into_id}
        for statement in _MERGE:
            self._execute(statement, names)
        self._set_customer(survivor_after)
        self._execute(
            "INSERT INTO customer_alias VALUES (?, ?, ?)", (merge.from_id, merge.into_id, merge.merge_id)
        )
        self._execute(
            "INSERT INTO merge VALUES (?, ?, ?, ?, ?, ?, NULL)",
            (
                merge.merge_id, merge.into_id, merge.from_id, merge.merged_at, merge.merged_by,
                msgspec.json.encode(before),
            ),
        )  # fmt: skip
        self._graph.refresh_graph(merge.into_id)

    def undo(self, merge: Merge, now: float) -> None:
        """Put both customers back to what they were; what was learnt since stays with the survivor."""
        (blob,) = self._execute("SELECT before FROM merge WHERE merge_id = ?", (merge.merge_id,)).fetchone()
        before = msgspec.json.decode(blob, type=_Before)
        self._execute(
            f"INSERT INTO customer ({_CUSTOMER}, social_graph) VALUES (?, ?, ?, ?, ?, ?, ?, x'7b7d')",
            _stored(before.gone),
        )
        if self._customer(merge.into_id) == before.survivor_after:
            self._set_customer(before.survivor)
        self._restore_accounts(merge, before)
        self._execute("DELETE FROM customer_alias WHERE alias = ?", (merge.from_id,))
        for alias in before.aliases:
            self._execute("UPDATE customer_alias SET customer_id = ? WHERE alias = ?", (merge.from_id, alias))
        for review_id in before.reviews:
            self._execute("UPDATE review SET customer_id = ? WHERE review_id = ?", (merge.from_id, review_id))
        self._execute("UPDATE merge SET undone_at = ? WHERE merge_id = ?", (now, merge.merge_id))
        for customer_id in (merge.into_id, merge.from_id):
            self._graph.refresh_graph(customer_id)

    def get(self, merge_id: str) -> Merge | None:
        row = self._execute(f"SELECT {_COLUMNS} FROM merge WHERE merge_id = ?", (merge_id,)).fetchone()
        return Merge(*row) if row else None

    def of_customer(self, customer_id: str) -> list[Merge]:
        """The merges that a customer took part in, the oldest first."""
        rows = self._execute(
            f"SELECT {_COLUMNS} FROM merge WHERE into_id = ?1 OR from_id = ?1 ORDER BY rowid",
            (customer_id,),
        )
        return [Merge(*row) for row in rows]

    def _before(self, merge: Merge, survivor_after: list[Any]) -> _Before:
        gone, into = merge.from_id, merge.into_id
        return _Before(
            gone=self._customer(gone),
            survivor=self._customer(into),
            survivor_after=survivor_after,
            identities=self._column("SELECT id FROM identity WHERE customer_id = ?", gone),
            gone_emails=self._rows("SELECT address, verified FROM email WHERE customer_id = ?", gone),
            survivor_emails=self._rows("SELECT address, verified FROM email WHERE customer_id = ?", into),
            aliases=self._column("SELECT alias FROM customer_alias WHERE customer_id = ?", gone),
            gone_ruled_out=self._ruled_out(gone),
            survivor_ruled_out=self._ruled_out(into),
            reviews=self._column("SELECT review_id FROM review WHERE customer_id = ?", gone),
        )

    def _restore_accounts(self, merge: Merge, before: _Before) -> None:
        gone, into = merge.from_id, merge.into_id
        for identity_id in before.identities:
            self._execute(
                "UPDATE identity SET customer_id = ? WHERE id = ? AND customer_id = ?",
                (gone, identity_id, into),
            )
        own = dict(before.survivor_emails)
        for address, verified in before.gone_emails:
            self._execute("INSERT INTO email VALUES (?, ?, ?)", (address, gone, verified))
            if address in own:
                self._execute(
                    "UPDATE email SET verified = ? WHERE address = ? AND customer_id = ?",
                    (own[address], address, into),
                )
            else:
                self._execute("DELETE FROM email WHERE address = ? AND customer_id = ?", (address, into))
        for channel, account, decided_at in before.survivor_ruled_out:
            self._execute(
                "INSERT OR IGNORE INTO cannot_link VALUES (?, ?, ?, ?)", (channel, account, into, decided_at)
            )
        mine = [row[:2] for row in before.survivor_ruled_out]
        for channel, account, decided_at in before.gone_ruled_out:
            self._execute("INSERT INTO cannot_link VALUES (?, ?, ?, ?)", (channel, account, gone, decided_at))
            if [channel, account] not in mine:
                self._execute(
                    "DELETE FROM cannot_link WHERE channel = ? AND account = ? AND customer_id = ?",
                    (channel, account, into),
                )

    def _customer(self, customer_id: str) -> list[Any]:
        row = self._execute(
            f"SELECT {_CUSTOMER} FROM customer WHERE customer_id = ?", (customer_id,)
        ).fetchone()
        return [value.decode() if isinstance(value, bytes) else value for value in row or ()]

    def _set_customer(self, row: list[Any]) -> None:
        self._execute(
            "UPDATE customer SET name = ?, tier = ?, updated_at = ?, last_interaction = ?, preferences = ?, "
            "profile = ? WHERE customer_id = ?",
            (*_stored(row)[1:], row[0]),
        )

    def _ruled_out(self, customer_id: str) -> list[list[Any]]:
        return self._rows(
            "SELECT channel, account, decided_at FROM cannot_link WHERE customer_id = ?", customer_id
        )

    def _rows(self, statement: str, value: str) -> list[list[Any]]:
        return [list(row) for row in self._execute(statement, (value,))]

    def _column(self, statement: str, value: str) -> list[Any]:
        return [row[0] for row in self._execute(statement, (value,))]


def _row(customer: Customer) -> list[Any]:
    preferences = msgspec.json.encode(customer.preferences).decode()
    return [
        customer.customer_id, customer.name, customer.tier, customer.updated_at, customer.last_interaction,
        preferences, profile_json(customer).decode(),
    ]  # fmt: skip


def _stored(row: list[Any]) -> list[Any]:
    """JSON columns are bytes in the store, text in the journal."""
    return [*row[:5], *(value.encode() for value in row[5:])]


_MERGE = (
    "UPDATE identity SET customer_id = :into WHERE customer_id = :gone",
    """UPDATE email SET verified = 1 WHERE customer_id = :into AND address IN
    (SELECT address FROM email WHERE customer_id = :gone AND verified)""",
    "UPDATE OR IGNORE email SET customer_id = :into WHERE customer_id = :gone",
    "DELETE FROM email WHERE customer_id = :gone",
    "UPDATE OR IGNORE cannot_link SET customer_id = :into WHERE customer_id = :gone",
    "DELETE FROM cannot_link WHERE customer_id = :gone",
    # What was ruled out between the two is no longer: the steward who merges knows better now.
    """DELETE FROM cannot_link WHERE customer_id = :into AND (channel, account) IN (
        SELECT channel, 'id:' || user_id FROM identity WHERE customer_id = :into AND user_id IS NOT NULL
        UNION SELECT channel, 'handle:' || handle FROM identity WHERE customer_id = :into AND user_id IS NULL
    )""",
    "UPDATE review SET customer_id = :into WHERE customer_id = :gone",
    "UPDATE customer_alias SET customer_id = :into WHERE customer_id = :gone",
    "DELETE FROM customer WHERE customer_id = :gone",
)

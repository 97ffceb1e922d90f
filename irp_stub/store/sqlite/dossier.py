"""All that is kept about one person: to be shown, and to be erased."""

# ruff: noqa: S608  (what is put into statements are constants of this module)

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.store.records import HeldHandle, KnownAccount, Mailbox, RuledOut, Unresolved
from irp_stub.store.sqlite.leads import SqliteLeads
from irp_stub.store.sqlite.reviews import SqliteReviews

if TYPE_CHECKING:
    import sqlite3

    from irp_stub.store.records import Lead, Review

__all__ = ["SqliteDossier"]


class SqliteDossier:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute
        self._leads, self._reviews = SqliteLeads(connection), SqliteReviews(connection)

    def accounts(self, customer_id: str) -> list[KnownAccount]:
        rows = self._execute(
            "SELECT channel, user_id, handle, confirmed_at, rule, id FROM identity WHERE customer_id = ? "
            "ORDER BY channel, id",
            (customer_id,),
        ).fetchall()
        return [KnownAccount(*(*row[:5], self._handles(row[5]))) for row in rows]

    def mailboxes(self, customer_id: str) -> list[Mailbox]:
        rows = self._execute(
            "SELECT address, verified FROM email WHERE customer_id = ? ORDER BY address", (customer_id,)
        )
        return [Mailbox(address, bool(verified)) for address, verified in rows]

    def aliases(self, customer_id: str) -> list[str]:
        rows = self._execute(
            "SELECT alias FROM customer_alias WHERE customer_id = ? ORDER BY 1", (customer_id,)
        )
        return [alias for (alias,) in rows]

    def ruled_out(self, channel: str, account_key: str) -> list[str]:
        """The customers that a steward has ruled out for an account."""
        rows = self._execute(
            "SELECT customer_id FROM cannot_link WHERE channel = ? AND account = ? ORDER BY 1",
            (channel, account_key),
        )
        return [customer_id for (customer_id,) in rows]

    def ruled_out_of(self, customer_id: str) -> list[RuledOut]:
        """The accounts that a steward has ruled out for a customer."""
        rows = self._execute(
            "SELECT channel, account, decided_at FROM cannot_link WHERE customer_id = ? ORDER BY 3, 1, 2",
            (customer_id,),
        )
        return [RuledOut(*row) for row in rows]

    def leads(self, customer_id: str) -> list[Lead]:
        """The leads that are known by the customer's accounts or e-mails."""
        rows = self._ids(
            f"SELECT lead_id FROM lead WHERE lead_id IN {_LEADS} ORDER BY created_at", customer_id
        )
        return list(filter(None, map(self._leads.get, rows)))

    def reviews(self, customer_id: str) -> list[Review]:
        """The reviews that suggest the customer, or are about the customer's accounts."""
        rows = self._ids(
            f"SELECT review_id FROM review WHERE review_id IN {_REVIEWS} ORDER BY created_at", customer_id
        )
        return list(filter(None, map(self._reviews.get, rows)))

    def unresolved(self, customer_id: str) -> list[tuple[float, Unresolved]]:
        """When the customer's accounts were not known."""
        rows = self._execute(
            "SELECT logged_at, channel, user_id, handle, conversation_id, reason FROM unresolved "
            f"WHERE {_MINE} ORDER BY logged_at",
            {"person": customer_id},
        )
        return [(row[0], Unresolved(*row[1:])) for row in rows]

    def _ids(self, statement: str, customer_id: str) -> list[str]:
        return [row[0] for row in self._execute(statement, {"person": customer_id}).fetchall()]

    def erase(self, customer_id: str) -> bool:
        """Delete every row that knows the person, journal, log and answers included. False: there is none.

        `secure_delete` overwrites what is deleted; whoever calls has the write-ahead log emptied afterwards.
        """
        if not self._execute("SELECT 1 FROM customer WHERE customer_id = ?", (customer_id,)).fetchone():
            return False
        for person in (customer_id, *self.aliases(customer_id)):
            for statement in _ERASE:
                self._execute(statement, {"person": person})
        return True

    def erase_lead(self, lead_id: str) -> bool:
        self._execute("DELETE FROM review WHERE subject = ?", (f"new_lead|{lead_id}",))
        self._execute("DELETE FROM kept_answer WHERE instr(body, ?)", (f'"{lead_id}"'.encode(),))
        self._execute("DELETE FROM audit WHERE detail = ?", (lead_id,))
        self._execute("DELETE FROM lead_account WHERE lead_id = ?", (lead_id,))
        return self._execute("DELETE FROM lead WHERE lead_id = ?", (lead_id,)).rowcount == 1

    def _handles(self, identity_id: int) -> tuple[HeldHandle, ...]:
        rows = self._execute(
            "SELECT name, valid_from, valid_to FROM held_handle WHERE identity_id = ? ORDER BY valid_from, id",
            (identity_id,),
        )
        return tuple(HeldHandle(*row) for row in rows)


_ACCOUNTS = """(
    SELECT channel, 'id:' || user_id FROM identity WHERE customer_id = :person AND user_id IS NOT NULL
    UNION SELECT h.channel, 'handle:' || h.name FROM held_handle h
    JOIN identity i ON i.id = h.identity_id WHERE i.customer_id = :person
)"""
_LEADS = f"""(
    SELECT lead_id FROM lead_account WHERE (channel, account) IN {_ACCOUNTS}
    UNION SELECT lead_id FROM lead WHERE email IN (SELECT address FROM email WHERE customer_id = :person)
)"""
_NAMED = "json_quote(:person)"
_REVIEWS = f"""(
    SELECT review_id FROM review WHERE customer_id = :person OR instr(candidates, {_NAMED})
    OR (channel, 'id:' || user_id) IN {_ACCOUNTS} OR (channel, 'handle:' || handle) IN {_ACCOUNTS}
)"""
_TOLD = """(
    SELECT CAST('"user_id":' || json_quote(user_id) AS BLOB) AS words FROM identity
    WHERE customer_id = :person AND user_id IS NOT NULL
    UNION SELECT CAST('"handle":' || json_quote(h.name) AS BLOB) FROM held_handle h
    JOIN identity i ON i.id = h.identity_id WHERE i.customer_id = :person
)"""
_MINE = f"((channel, 'id:' || user_id) IN {_ACCOUNTS} OR (channel, 'handle:' || handle) IN {_ACCOUNTS})"
_ADDRESSES = "(SELECT address FROM email WHERE customer_id = :person)"
_ERASE = (
    f"""DELETE FROM kept_answer WHERE instr(body, CAST({_NAMED} AS BLOB))
    OR EXISTS (SELECT 1 FROM lead WHERE lead_id IN {_LEADS} AND instr(body, CAST(lead_id AS BLOB)))""",
    f"DELETE FROM review WHERE subject IN (SELECT 'new_lead|' || lead_id FROM {_LEADS})",
    f"DELETE FROM audit WHERE detail IN {_LEADS}",
    f"DELETE FROM lead WHERE lead_id IN {_LEADS}",
    f"UPDATE lead SET claimed_email = NULL WHERE claimed_email IN {_ADDRESSES}",
    "DELETE FROM lead_account WHERE lead_id NOT IN (SELECT lead_id FROM lead)",
    f"DELETE FROM unresolved WHERE {_MINE}",
    f"""DELETE FROM decision WHERE customer_id = :person OR instr(record, CAST({_NAMED} AS BLOB))
    OR EXISTS (SELECT 1 FROM {_TOLD} WHERE instr(record, words))""",
    f"DELETE FROM review_conversation WHERE review_id IN {_REVIEWS}",
    f"DELETE FROM review WHERE review_id IN {_REVIEWS}",
    f"DELETE FROM cannot_link WHERE customer_id = :person OR (channel, account) IN {_ACCOUNTS}",
    f"DELETE FROM outgoing WHERE instr(body, CAST({_NAMED} AS BLOB))",
    "DELETE FROM merge WHERE into_id = :person OR from_id = :person",
    "DELETE FROM audit WHERE customer_id = :person OR instr(' ' || detail || ' ', ' ' || :person || ' ')",
    f"DELETE FROM known_bot WHERE (channel, 'id:' || user_id) IN {_ACCOUNTS}",
    "DELETE FROM held_handle WHERE identity_id IN (SELECT id FROM identity WHERE customer_id = :person)",
    "DELETE FROM identity WHERE customer_id = :person",
    "DELETE FROM email WHERE customer_id = :person",
    "DELETE FROM customer_alias WHERE alias = :person OR customer_id = :person",
    "DELETE FROM customer WHERE customer_id = :person",
)

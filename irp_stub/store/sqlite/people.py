"""Customers as they are imported and read: the CRM's side of the store."""

# ruff: noqa: S608  (what is put into statements are constants of this module)

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from irp_stub.identity.change import LinkAccount
from irp_stub.store.precedence import arrival_of
from irp_stub.store.profile_json import profile_json
from irp_stub.store.records import Customer, Person, PlatformAccount, Profile
from irp_stub.store.sqlite.graph import SqliteView
from irp_stub.store.sqlite.graph_changes import GraphChanges

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from irp_stub.identity.model import Identity
    from irp_stub.store.sqlite.snapshot import Snapshot

__all__ = ["SqlitePeople"]

_COLUMNS = "customer_id, name, tier, updated_at, last_interaction, preferences"


class SqlitePeople:
    def __init__(self, connection: sqlite3.Connection, snapshot: Snapshot | None = None) -> None:
        self._execute = connection.execute
        self._at_hand: Mapping[str, Profile] = {} if snapshot is None else snapshot.profiles
        self._view = SqliteView(connection)
        self._graph = GraphChanges(connection)

    def customer(self, customer_id: str) -> Customer | None:
        """The customer, also by the id of one that was merged into it."""
        row = self._execute(
            f"SELECT {_COLUMNS} FROM customer WHERE customer_id = "
            "ifnull((SELECT customer_id FROM customer_alias WHERE alias = ?1), ?1)",
            (customer_id,),
        ).fetchone()
        return Customer(*(*row[:5], msgspec.json.decode(row[5]))) if row else None

    def profile(self, customer_id: str) -> Profile | None:
        if (profile := self._at_hand.get(customer_id)) is not None:
            return profile
        row = self._execute(
            "SELECT profile, social_graph FROM customer WHERE customer_id = ?", (customer_id,)
        ).fetchone()
        return Profile(*row) if row else None

    def put(self, person: Person) -> tuple[PlatformAccount, ...]:
        """Add or renew a customer; out come the accounts that are somebody else's and stay so.

        A customer that was merged away stays so: its accounts and e-mails go to the survivor, whose own facts
        stand.
        """
        survivor = self._survivor(person.customer.customer_id)
        if survivor is None:
            self._put_customer(person.customer)
        else:
            person = replace(person, customer=replace(person.customer, customer_id=survivor))
        for mailbox in person.mailboxes:
            self._execute(
                "INSERT INTO email VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET verified = excluded.verified",
                (mailbox.address, person.customer.customer_id, mailbox.verified),
            )
        refused = tuple(a for a in person.accounts if not self._put_account(person, a))
        self._graph.refresh_graph(person.customer.customer_id)
        return refused

    def _survivor(self, customer_id: str) -> str | None:
        row = self._execute(
            "SELECT customer_id FROM customer_alias WHERE alias = ?", (customer_id,)
        ).fetchone()
        return row[0] if row else None

    def _put_customer(self, customer: Customer) -> None:
        row = (
            customer.customer_id, customer.name, customer.tier, customer.updated_at, customer.last_interaction,
            msgspec.json.encode(customer.preferences), profile_json(customer), b"{}",
        )  # fmt: skip
        self._execute(
            "INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
            "name = excluded.name, tier = excluded.tier, updated_at = excluded.updated_at, "
            "last_interaction = excluded.last_interaction, preferences = excluded.preferences, "
            "profile = excluded.profile WHERE excluded.updated_at IS NULL OR customer.updated_at IS NULL "
            "OR excluded.updated_at >= customer.updated_at",
            row,
        )

    def _put_account(self, person: Person, account: PlatformAccount) -> bool:
        arrival = arrival_of(person, account, self._view)
        if arrival is None:
            return False
        if arrival.known and arrival.known.customer_id != person.customer.customer_id:
            self._graph.give(arrival.known.id, person.customer.customer_id)
        self._renew(person, arrival.known, arrival.account)
        return arrival.whole

    def _renew(self, person: Person, known: Identity | None, account: PlatformAccount) -> None:
        handle, at, customer_id = account.handle, person.confirmed_at, person.customer.customer_id
        touched: set[str] = set()
        if known is None:
            link = LinkAccount(customer_id, account.channel, account.user_id, handle, "import")
            touched = self._graph.link(link, at)
        else:
            if handle and known.handle != handle.name and known.confirmed_at <= at:
                touched = self._graph.take_handle(known.id, account.channel, handle, at)
            self._graph.confirm(known.id, at)
        for other in touched - {customer_id}:
            self._graph.refresh_graph(other)

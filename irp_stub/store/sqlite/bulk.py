"""Many people into an empty store: rows first, indexes after, one transaction around all.

An index that is built at the end costs a sort; one that is kept in step costs a page for every row. Accounts
that two people claim show when a unique index cannot be built: then nothing of the load remains, and whoever
loads takes the careful way, which says who was refused.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import msgspec

from irp_stub.errors import CannotLoad
from irp_stub.store.profile_json import profile_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from irp_stub.store.records import Person, PlatformAccount

__all__ = ["is_empty", "load"]

_encode = msgspec.json.Encoder().encode
_FILLED = ("customer", "identity", "held_handle", "email")
_INSERTS = {
    "customer": "INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    "identity": "INSERT INTO identity VALUES (?, ?, ?, ?, ?, ?, 'import')",
    "held_handle": "INSERT INTO held_handle VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, NULL)",
    "email": "INSERT INTO email VALUES (?, ?, ?)",
}


def is_empty(connection: sqlite3.Connection) -> bool:
    row = connection.execute("SELECT 1 FROM customer UNION ALL SELECT 1 FROM identity LIMIT 1").fetchone()
    return row is None


def load(connection: sqlite3.Connection, batches: Iterable[Sequence[Person]]) -> Iterator[None]:
    """Load; a step after each batch. The caller has begun a transaction, and ends it.

    Raises:
        CannotLoad: there are customers already.
        sqlite3.IntegrityError: two people claim one account, handle or id.
    """
    if not is_empty(connection):
        raise CannotLoad("there are customers in this store already")
    indexes = _drop_indexes(connection)
    ids = count(1)
    for batch in batches:
        rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _FILLED}
        for person in batch:
            _add(person, rows, ids)
        for table, statement in _INSERTS.items():
            connection.executemany(statement, rows[table])
        yield
    for statement in indexes:
        connection.execute(statement)


def _drop_indexes(connection: sqlite3.Connection) -> list[str]:
    """Drop the indexes of the tables to be filled; gives the statements that make them again."""
    marks = ", ".join("?" * len(_FILLED))
    found = connection.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})",  # noqa: S608
        _FILLED,
    ).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}")
    return [statement for _, statement in found]


def _add(person: Person, rows: dict[str, list[tuple[Any, ...]]], ids: Iterator[int]) -> None:
    customer, at = person.customer, person.confirmed_at
    rows["customer"].append(
        (
            customer.customer_id, customer.name, customer.tier, customer.updated_at, customer.last_interaction,
            _encode(customer.preferences), profile_json(customer), _encode(_graph(person.accounts)),
        )
    )  # fmt: skip
    for account in person.accounts:
        number, handle = next(ids), account.handle
        name = handle.name if handle else None
        rows["identity"].append((number, account.channel, account.user_id, customer.customer_id, name, at))
        if handle is not None:
            rows["held_handle"].append((number, account.channel, name, *handle.keys(), at))
    for mailbox in person.mailboxes:
        rows["email"].append((mailbox.address, customer.customer_id, mailbox.verified))


def _graph(accounts: Iterable[PlatformAccount]) -> dict[str, str]:
    """As `GraphChanges.refresh_graph` writes it; an import confirms all accounts at one time."""
    graph: dict[str, str] = {}
    for account in accounts:
        if account.user_id is not None:
            graph[f"{account.channel}_id"] = account.user_id
        if account.handle is not None:
            graph[f"{account.channel}_handle"] = account.handle.name
            if account.channel == "linkedin":
                graph["linkedin_url"] = f"linkedin.com/in/{account.handle.name}"
    return graph

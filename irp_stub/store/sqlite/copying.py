"""A copy of the store while it is in use, and its people one by one."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from irp_stub.errors import BadStore
from irp_stub.store.sqlite.tables import SqliteTables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from irp_stub.store.records import Customer, KnownAccount, Mailbox

__all__ = ["copy_to", "everybody"]

_PAGES = 2_000


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """Write a whole and consistent copy; whoever writes meanwhile is not kept waiting.

    Raises:
        BadStore: the target is there already, or cannot be written.
    """
    if target.exists():
        raise BadStore(f"{target} is there already", hint="name a new file; a backup overwrites nothing")
    try:
        copy = sqlite3.connect(target)
        try:
            connection.backup(copy, pages=_PAGES, sleep=0.001)
        finally:
            copy.close()
    except sqlite3.Error as error:
        target.unlink(missing_ok=True)
        raise BadStore(f"cannot write {target}: {error}", hint="make room, or name another place") from None


def everybody(
    connection: sqlite3.Connection,
) -> Iterator[tuple[Customer, list[Mailbox], list[KnownAccount]]]:
    """Every customer, in the order of their ids, with e-mails and accounts."""
    tables = SqliteTables(connection)
    for (customer_id,) in connection.execute("SELECT customer_id FROM customer ORDER BY customer_id"):
        customer = tables.people.customer(customer_id)
        if customer is not None:
            yield customer, tables.dossier.mailboxes(customer_id), tables.dossier.accounts(customer_id)

"""Customers out, in the format in which they come in."""

from __future__ import annotations

import csv
import io
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import msgspec

from irp_stub.crm.people_files import COLUMNS, PREFERENCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from irp_stub.store.protocol import Store
    from irp_stub.store.records import Customer, KnownAccount, Mailbox

__all__ = ["export_people", "export_rows"]

_encode = msgspec.json.Encoder().encode


def export_people(store: Store) -> Iterator[bytes]:
    """One line for each customer."""
    for customer, mailboxes, accounts in store.everybody():
        yield _encode(_line(customer, mailboxes, accounts)) + b"\n"


def export_rows(store: Store, lost: list[str]) -> Iterator[bytes]:
    """CSV: a head, then for each customer as many rows as there are accounts or e-mails, at least one.

    `lost` gets the ids of customers with preferences that have no column.
    """
    yield _row(COLUMNS)
    for customer, mailboxes, accounts in store.everybody():
        if set(customer.preferences) - set(PREFERENCES):
            lost.append(customer.customer_id)
        for mailbox, account in zip_longest(mailboxes, accounts) if mailboxes or accounts else [(None, None)]:
            yield _row(_cells(customer, mailbox, account))


def _cells(customer: Customer, mailbox: Mailbox | None, account: KnownAccount | None) -> Iterator[object]:
    yield from (
        customer.customer_id, customer.name, customer.tier, customer.updated_at, customer.last_interaction
    )  # fmt: skip
    yield from (customer.preferences.get(name) for name in PREFERENCES)
    yield from (mailbox.address, str(mailbox.verified).lower()) if mailbox else (None, None)
    yield from (account.channel, account.user_id, account.handle) if account else (None, None, None)


def _row(cells: Iterable[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()


def _line(customer: Customer, mailboxes: list[Mailbox], accounts: list[KnownAccount]) -> dict[str, Any]:
    line = {
        "customer_id": customer.customer_id,
        "name": customer.name,
        "tier": customer.tier,
        "updated_at": customer.updated_at,
        "last_interaction": customer.last_interaction,
        "preferences": customer.preferences,
        "emails": [{"address": m.address, "verified": m.verified} for m in mailboxes],
        "identities": [_account(account) for account in accounts],
    }
    return {name: value for name, value in line.items() if value is not None}


def _account(account: KnownAccount) -> dict[str, str]:
    known = {"channel": account.channel, "user_id": account.user_id, "handle": account.handle}
    return {name: value for name, value in known.items() if value is not None}

"""Customers out, in the format in which they come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from irp_stub.store.protocol import Store
    from irp_stub.store.records import Customer, KnownAccount, Mailbox

__all__ = ["export_people"]

_encode = msgspec.json.Encoder().encode


def export_people(store: Store) -> Iterator[bytes]:
    """One line for each customer."""
    for customer, mailboxes, accounts in store.everybody():
        yield _encode(_line(customer, mailboxes, accounts)) + b"\n"


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

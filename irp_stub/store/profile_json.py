"""A customer's profile as answers carry it, made once when the customer changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from irp_stub.store.records import Customer

__all__ = ["profile_json"]


def profile_json(customer: Customer) -> bytes:
    """The `profile_data` of an answer; what is not known is left out."""
    known = {
        "name": customer.name,
        "tier": customer.tier,
        "last_interaction": customer.last_interaction,
        "updated_at": customer.updated_at,
    }
    present = {name: value for name, value in known.items() if value is not None}
    return msgspec.json.encode(present | {"preferences": customer.preferences})

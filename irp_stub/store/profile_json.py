"""A customer's profile as answers carry it, made once when the customer changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from irp_stub.store.records import Customer, Scalar

__all__ = ["profile_json"]


class _Profile(msgspec.Struct, omit_defaults=True, kw_only=True, gc=False):
    name: str
    tier: str | None = None
    last_interaction: str | None = None
    updated_at: str | None = None
    preferences: Mapping[str, Scalar]


_encode = msgspec.json.Encoder().encode


def profile_json(customer: Customer) -> bytes:
    """The `profile_data` of an answer; what is not known is left out."""
    return _encode(
        _Profile(
            name=customer.name,
            tier=customer.tier,
            last_interaction=customer.last_interaction,
            updated_at=customer.updated_at,
            preferences=customer.preferences,
        )
    )

"""The values that identity is decided over.

Those that are made for every request are structs: they cost a tenth of a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from irp_stub.identity.handle import Handle  # noqa: TC001  (structs read their annotations)

__all__ = ["PHONE_CHANNELS", "Claim", "Identity", "Policy", "Suspect"]

PHONE_CHANNELS = frozenset({"whatsapp", "sms", "signal", "viber"})
"""Channels whose user id is a phone number."""

_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Policy:
    """The thresholds; times in seconds."""

    threshold: float = 0.85
    handle_fresh: float = 90 * _DAY
    phone_fresh: float = 90 * _DAY
    identities_per_channel: int = 5
    customers_per_identifier: int = 5
    confirm_after: float = _DAY


class Claim(msgspec.Struct, frozen=True, gc=False):
    """What a message says about its sender. The e-mail is there only where it is proven and personal."""

    channel: str
    user_id: str | None = None
    handle: Handle | None = None
    email: str | None = None
    conversation_id: str | None = None


class Identity(msgspec.Struct, frozen=True, gc=False):
    """An account on a platform that belongs to a customer; times in seconds since 1970.

    `user_id` is None where only the handle is known. `handle` is the one it holds now, or, in an answer about
    former holders, held. `must_link`: a steward decided whose it is.
    """

    id: int
    channel: str
    user_id: str | None
    customer_id: str
    handle: str | None
    confirmed_at: float
    must_link: bool = False


@dataclass(frozen=True, slots=True)
class Suspect:
    """A customer that the sender may be."""

    customer_id: str
    confidence: float

"""What a local org is made with: its clients, its home division, the channels it is connected to."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["NATIVE_MESSENGERS", "NativeRecipient", "OAuthClient", "OrgSettings"]

NATIVE_MESSENGERS = (
    "facebook",
    "twitter",
    "instagram",
    "whatsapp",
    "apple",
    "sms",
    "linkedin",
    "webmessaging",
)


@dataclass(frozen=True, slots=True)
class OAuthClient:
    """A client-credentials client; `permissions` None means all of them."""

    id: str = "local-client"
    secret: str = field(default="local-secret", repr=False)
    name: str = "Local client"
    permissions: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class NativeRecipient:
    """An address of a native messenger; on the platform it appears when an admin connects an account."""

    messenger_type: str
    name: str


@dataclass(frozen=True, slots=True)
class OrgSettings:
    name: str = "Local org"
    clients: tuple[OAuthClient, ...] = (OAuthClient(),)
    recipients: tuple[NativeRecipient, ...] = tuple(
        NativeRecipient(messenger, f"{messenger}-recipient")
        for messenger in ("facebook", "twitter", "instagram", "whatsapp")
    )
    token_seconds: int = 86_400
    requests_per_minute: int = 0
    """What a token may do before it is answered with 429; the platform allows 300, here 0 means any number."""
    data_actions_at_once: int = 50
    data_actions_per_minute: int = 2_500
    """What the org says of its limits; it does not hold anybody to them."""
    workers: int = 8
    """How many flows run at the same time."""

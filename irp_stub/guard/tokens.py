"""Access tokens for OAuth2 client credentials: signed, so that nothing has to be kept, and short-lived.

A token names its key; a key that is revoked takes its tokens with it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import NamedTuple

__all__ = ["LIFETIME", "Token", "issue_token", "read_token"]

LIFETIME = 3600
"""Seconds."""

_PREFIX = "irp_"


class Token(NamedTuple):
    """The key that a token stands for, until `ends_at`."""

    key_id: str
    ends_at: float


def issue_token(key_id: str, salt: bytes, now: float) -> str:
    claim = f"{int(now) + LIFETIME}:{key_id}".encode()
    return _PREFIX + _text(claim) + "." + _text(_signature(claim, salt))


def read_token(token: str, salt: bytes, now: float) -> Token | None:
    """What a token stands for; None for one that is forged, expired or none at all."""
    if not token.startswith(_PREFIX):
        return None
    first, _, second = token.removeprefix(_PREFIX).partition(".")
    try:
        claim, signature = _bytes(first), _bytes(second)
    except (binascii.Error, ValueError):
        return None
    if not hmac.compare_digest(signature, _signature(claim, salt)):
        return None
    ends_at, _, key_id = claim.decode().partition(":")
    return Token(key_id, float(ends_at)) if float(ends_at) > now else None


def _signature(claim: bytes, salt: bytes) -> bytes:
    return hashlib.blake2b(claim, key=salt, digest_size=32, person=b"irp-token").digest()


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _bytes(value: str) -> bytes:
    return base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)

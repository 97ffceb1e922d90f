"""API keys: who calls, and what they may do. Of a key only a salted hash is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from irp_stub.store.protocol import Tables
    from irp_stub.store.records import ApiKey

__all__ = ["ALL_SCOPES", "ENVIRONMENT_KEY", "Keyring", "Scope", "hashed", "salt_of"]

ENVIRONMENT_KEY = "environment"
"""The id of the key that `IRP_API_KEY` gives."""


class Scope(StrEnum):
    RESOLVE = "resolve"
    GRAPH = "graph"
    ASSERT_EMAIL = "assert:email"
    CRM = "crm"
    STEWARD = "steward"
    ADMIN = "admin"


ALL_SCOPES = frozenset(Scope)


class Keyring:
    """The keys in use, held in memory."""

    def __init__(self, salt: bytes, keys: tuple[ApiKey, ...]) -> None:
        self._salt = salt
        self._keys = keys

    def find(self, secret: str, now: float) -> ApiKey | None:
        """The key with this secret; every key is compared, each in constant time."""
        presented = hashed(secret, self._salt)
        found = None
        for key in self._keys:
            if hmac.compare_digest(presented, key.hash):
                found = key
        return found if found and (found.expires_at is None or found.expires_at > now) else None


def hashed(secret: str, salt: bytes) -> bytes:
    # One round is enough for the random secrets that keys are; a salt keeps two stores from being compared.
    return hashlib.blake2b(secret.encode("utf-8", "surrogatepass"), key=salt, digest_size=32).digest()


def salt_of(tables: Tables) -> bytes:
    """The store's salt; made where there is none yet. Within a transaction."""
    salt = tables.access.fact("salt")
    if salt is None:
        salt = secrets.token_bytes(32)
        tables.access.set_fact("salt", salt)
    return salt

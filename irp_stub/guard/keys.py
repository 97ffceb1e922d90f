"""API keys: who calls, and what they may do. Of a key only a salted hash is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import deque
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from irp_stub.guard.tokens import read_token
from irp_stub.store.records import ApiKey

if TYPE_CHECKING:
    from collections.abc import Iterable

    from irp_stub.store.protocol import Access, Tables

__all__ = [
    "ALL_SCOPES",
    "ENVIRONMENT_KEY",
    "Keyring",
    "Scope",
    "create_key",
    "hashed",
    "revoke_key",
    "rotate_key",
    "salt_of",
]

ENVIRONMENT_KEY = "environment"
"""The id of the key that `IRP_API_KEY` gives."""

_COMMAND_LINE = "command line"
_FRESH = 5.0
"""Seconds after which keys are read anew: so soon a key that was made or revoked elsewhere counts."""


_NEVER = float("inf")
_CALLERS = 8
"""That many are recognised without a hash; more of them at a time only cost it."""


class Scope(StrEnum):
    RESOLVE = "resolve"
    GRAPH = "graph"
    ASSERT_EMAIL = "assert:email"
    CRM = "crm"
    STEWARD = "steward"
    ADMIN = "admin"


ALL_SCOPES = frozenset(Scope)


class _Verified(NamedTuple):
    """A secret or token that was found to be that of a key, good until `ends_at`."""

    presented: bytes
    key: ApiKey
    ends_at: float


class Keyring:
    """The keys in use, held in memory for some seconds, and for as long who was found to present one."""

    def __init__(self, salt: bytes, access: Access) -> None:
        self.salt = salt
        self._access = access
        self._keys: tuple[ApiKey, ...] = ()
        self._read_at = float("-inf")
        self._verified: deque[_Verified] = deque(maxlen=_CALLERS)

    def find(self, secret: str, now: float) -> ApiKey | None:
        """The key with this secret, or of this access token."""
        self._current(now)
        presented = secret.encode("utf-8", "surrogatepass")
        for known in self._verified:
            if hmac.compare_digest(presented, known.presented) and now < known.ends_at:
                return known.key
        token = read_token(secret, self.salt, now)
        key = self._by_secret(secret, now) if token is None else self.get(token.key_id, now)
        if key is not None:
            ends = (token.ends_at if token else None, key.expires_at, _NEVER)
            self._verified.append(_Verified(presented, key, min(end for end in ends if end is not None)))
        return key

    def get(self, key_id: str, now: float) -> ApiKey | None:
        """The key with this id, unless it has ended."""
        found = next((key for key in self._current(now) if key.key_id == key_id), None)
        return found if found and (found.expires_at is None or found.expires_at > now) else None

    def find_client(self, client_id: str, secret: str, now: float) -> ApiKey | None:
        """The key with this id and this secret."""
        key = self._by_secret(secret, now)
        return key if key is not None and key.key_id == client_id else None

    def _by_secret(self, secret: str, now: float) -> ApiKey | None:
        """Every key is compared, each in constant time."""
        presented = hashed(secret, self.salt)
        found = None
        for key in self._current(now):
            if hmac.compare_digest(presented, key.hash):
                found = key
        return found if found and (found.expires_at is None or found.expires_at > now) else None

    def _current(self, now: float) -> tuple[ApiKey, ...]:
        if not 0.0 <= now - self._read_at < _FRESH:
            self._keys, self._read_at = self._access.keys(now), now
            self._verified.clear()
        return self._keys


def create_key(tables: Tables, name: str, scopes: Iterable[Scope], now: float) -> tuple[ApiKey, str]:
    """Make a key; its secret is told this once. Within a transaction."""
    secret = secrets.token_urlsafe(32)
    key = ApiKey(f"k_{secrets.token_hex(6)}", name, hashed(secret, salt_of(tables)), frozenset(scopes))
    tables.access.put_key(key, now)
    tables.logs.audit(_COMMAND_LINE, "key created", None, key.key_id, now)
    return key, secret


def rotate_key(tables: Tables, key_id: str, grace: float, now: float) -> tuple[ApiKey, str] | None:
    """Make another key with the same name and scopes; the old one ends after `grace` seconds."""
    old = next((key for key in tables.access.keys(now) if key.key_id == key_id), None)
    if old is None:
        return None
    tables.access.put_key(ApiKey(old.key_id, old.name, old.hash, old.scopes, now + grace), now)
    tables.logs.audit(_COMMAND_LINE, "key rotated", None, old.key_id, now)
    return create_key(tables, old.name, map(Scope, old.scopes), now)


def revoke_key(tables: Tables, key_id: str, now: float) -> bool:
    """End a key at once; False: there is none in use. Within a transaction."""
    revoked = tables.access.revoke_key(key_id, now)
    if revoked:
        tables.logs.audit(_COMMAND_LINE, "key revoked", None, key_id, now)
    return revoked


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

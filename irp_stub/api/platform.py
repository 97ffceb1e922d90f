"""The platform at work: a store, and the rooms that stand on it, put together once at start."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from irp_stub.api.confirmations import Confirmations
from irp_stub.api.decisions import RecentDecisions
from irp_stub.api.fault_effects import with_faults
from irp_stub.api.faults import NO_FAULTS, Faults
from irp_stub.api.http.metrics import Metrics
from irp_stub.api.settings import DEFAULTS
from irp_stub.crm.profile_cache import ProfileCache
from irp_stub.errors import NotConfigured, StoreFull
from irp_stub.guard.bots import BotCheck
from irp_stub.guard.keys import ALL_SCOPES, ENVIRONMENT_KEY, Keyring, hashed, salt_of
from irp_stub.guard.rate_limit import SlidingWindow
from irp_stub.guard.security_log import SecurityLog
from irp_stub.guard.sessions import Sessions
from irp_stub.guard.spam import SpamKeywords
from irp_stub.samples import sample_bots, spam_keywords
from irp_stub.store.records import ApiKey

if TYPE_CHECKING:
    from irp_stub.api.settings import Retention, Settings
    from irp_stub.api.webhook import Webhook
    from irp_stub.crm.profile_source import ProfileSource
    from irp_stub.identity.model import Policy
    from irp_stub.store.protocol import Store, Tables

__all__ = ["Platform", "open_platform"]

_WRONG_KEYS = 10
"""That may be typed into the console from one address within a minute."""


@dataclass(slots=True)
class Platform:
    store: Store
    keyring: Keyring
    security: SecurityLog
    bots: BotCheck
    profiles: ProfileCache
    confirmations: Confirmations
    policy: Policy
    limiter: SlidingWindow
    faults: Faults
    retention: Retention
    webhook: Webhook | None
    sessions: Sessions
    sign_ins: SlidingWindow
    decisions: RecentDecisions = field(default_factory=RecentDecisions)
    metrics: Metrics = field(default_factory=Metrics)

    async def close(self) -> None:
        with suppress(StoreFull):
            await self.confirmations.flush()
        self.store.close()


def open_platform(
    store: Store,
    first_key: str | None,
    settings: Settings = DEFAULTS,
    faults: Faults = NO_FAULTS,
    webhook: Webhook | None = None,
    *,
    crm: ProfileSource | None = None,
) -> Platform:
    """Put the rooms together; `first_key` is the secret of a key with every scope, `crm` where profiles come from.

    Raises:
        NotConfigured: there is no key, neither given nor in the store.
    """
    salt = store.transact(lambda tables: _prepare(tables, first_key))
    tables = store.read
    if not tables.access.keys(time.time()):
        hint = "set the environment variable IRP_API_KEY to a secret of your own"
        raise NotConfigured("nobody could call this platform: it has no API key", hint=hint)
    keywords = SpamKeywords(spam_keywords() if settings.spam_keywords is None else settings.spam_keywords)
    return Platform(
        store=store,
        keyring=Keyring(salt, tables.access),
        security=SecurityLog(salt),
        bots=BotCheck(tables.access, keywords, timedelta(days=settings.young_account_days)),
        profiles=ProfileCache(tables.people, with_faults(crm, faults), ttl=settings.profile_ttl_seconds),
        confirmations=Confirmations(store),
        policy=settings.policy,
        limiter=SlidingWindow(settings.requests_per_minute),
        faults=faults,
        retention=settings.retention,
        webhook=webhook,
        sessions=Sessions(settings.session_minutes * 60.0),
        sign_ins=SlidingWindow(_WRONG_KEYS),
    )


def _prepare(tables: Tables, first_key: str | None) -> bytes:
    now = time.time()
    salt = salt_of(tables)
    tables.access.add_known_bots(sample_bots())
    if first_key:
        key = ApiKey(ENVIRONMENT_KEY, "IRP_API_KEY", hashed(first_key, salt), frozenset(ALL_SCOPES))
        tables.access.put_key(key, now)
    else:
        tables.access.revoke_key(ENVIRONMENT_KEY, now)
    return salt

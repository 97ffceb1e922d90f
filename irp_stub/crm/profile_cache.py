"""Profiles kept for a while, never longer than five minutes, and never after somebody said that they changed.

Where the CRM is away when a profile is to be renewed, what is known last is served, marked as stale.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from irp_stub.crm.profile_source import SourceAway
from irp_stub.store.records import Profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from irp_stub.crm.profile_source import ProfileSource
    from irp_stub.store.protocol import People

__all__ = ["MAX_TTL", "CachedProfile", "ProfileCache"]

MAX_TTL = 300.0
_PAUSE = 5.0
"""Seconds for which a CRM that was away is not asked again, so that not every message waits for it."""


class CachedProfile(NamedTuple):
    """`age` in seconds since the CRM said so; `stale`: it is away, and this is what was known last."""

    profile: Profile
    age: float
    stale: bool = False


class ProfileCache:
    """`people` are the platform's customers: without a `source` the CRM's own, and never kept beside the store.

    With one they are the copy that is served where it never answered.
    """

    def __init__(
        self,
        people: People,
        source: ProfileSource | None = None,
        *,
        ttl: float = MAX_TTL,
        capacity: int = 50_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._people, self._clock = people, clock
        self._source = source
        self._ttl, self._capacity = min(ttl, MAX_TTL), capacity
        self._entries: OrderedDict[str, tuple[float, bytes, bytes]] = OrderedDict()
        self._since = clock()
        self._away_until = float("-inf")
        self._forgotten = 0

    async def get(self, customer_id: str) -> CachedProfile | None:
        """The profile, from the CRM if need be; None: there is no such customer."""
        if self._source is None:
            stored = self._people.profile(customer_id)
            return CachedProfile(stored, 0.0) if stored is not None else None
        now = self._clock()
        entry = self._entries.get(customer_id)
        if entry is not None and now - entry[0] < self._ttl:
            return CachedProfile(Profile(*entry[1:]), now - entry[0])
        stored = self._people.profile(customer_id)
        return await self._renewed(customer_id, stored, self._source, now) if stored is not None else None

    def forget(self, customer_ids: Iterable[str]) -> None:
        """What is known of them is old from now on, and so is what is on its way."""
        self._forgotten += 1
        for customer_id in customer_ids:
            self._entries.pop(customer_id, None)

    def forget_all(self) -> None:
        self._forgotten += 1
        self._entries.clear()

    async def _renewed(
        self, customer_id: str, stored: Profile, source: ProfileSource, now: float
    ) -> CachedProfile:
        if now < self._away_until:
            return self._stale(customer_id, stored, now)
        forgotten = self._forgotten
        try:
            profile_data = await source(customer_id)
        except SourceAway:
            self._away_until = self._clock() + _PAUSE
            return self._stale(customer_id, stored, now)
        profile = Profile(profile_data or stored.profile_data, stored.social_graph)
        if forgotten == self._forgotten:
            self._keep(customer_id, profile, now)
        return CachedProfile(profile, 0.0)

    def _stale(self, customer_id: str, stored: Profile, now: float) -> CachedProfile:
        since, profile_data, _ = self._entries.get(customer_id, (self._since, stored.profile_data, b""))
        return CachedProfile(Profile(profile_data, stored.social_graph), now - since, stale=True)

    def _keep(self, customer_id: str, profile: Profile, now: float) -> None:
        self._entries.pop(customer_id, None)
        if len(self._entries) >= self._capacity:
            self._entries.popitem(last=False)
        # Plain tuples of plain values: the garbage collector does not have to look at them.
        self._entries[customer_id] = (now, profile.profile_data, profile.social_graph)

"""Profiles kept for a while, never longer than five minutes, and never after somebody said that they changed."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

from irp_stub.store.records import Profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from irp_stub.store.protocol import People

__all__ = ["MAX_TTL", "CachedProfile", "ProfileCache"]

MAX_TTL = 300.0


class CachedProfile(NamedTuple):
    """`age` in seconds."""

    profile: Profile
    age: float


class ProfileCache:
    def __init__(
        self,
        people: People,
        *,
        ttl: float = MAX_TTL,
        capacity: int = 50_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._people, self._clock = people, clock
        self._ttl, self._capacity = min(ttl, MAX_TTL), capacity
        self._entries: OrderedDict[str, tuple[float, bytes, bytes]] = OrderedDict()

    def get(self, customer_id: str) -> CachedProfile | None:
        now = self._clock()
        entry = self._entries.get(customer_id)
        if entry is not None and now - entry[0] < self._ttl:
            return CachedProfile(Profile(*entry[1:]), now - entry[0])
        profile = self._people.profile(customer_id)
        if profile is None:
            return None
        self._keep(customer_id, profile, now)
        return CachedProfile(profile, 0.0)

    def forget(self, customer_ids: Iterable[str]) -> None:
        for customer_id in customer_ids:
            self._entries.pop(customer_id, None)

    def forget_all(self) -> None:
        self._entries.clear()

    def _keep(self, customer_id: str, profile: Profile, now: float) -> None:
        self._entries.pop(customer_id, None)
        if len(self._entries) >= self._capacity:
            self._entries.popitem(last=False)
        # Plain tuples of plain values: the garbage collector does not have to look at them.
        self._entries[customer_id] = (now, profile.profile_data, profile.social_graph)

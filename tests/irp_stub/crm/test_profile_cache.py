"""Profiles are young, or said to be stale."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field

from irp_stub.crm.profile_cache import CachedProfile, ProfileCache
from irp_stub.crm.profile_source import SourceAway
from irp_stub.store.records import Profile


@dataclass
class People:
    """The platform's copy, of the day of the import."""

    def profile(self, customer_id: str) -> Profile | None:
        return Profile(b'{"name": "copy"}', b"{}") if customer_id == "C1" else None


@dataclass
class Crm:
    name: str | None = "live"
    asked: int = 0
    meanwhile: list[ProfileCache] = field(default_factory=list)

    async def __call__(self, customer_id: str) -> bytes | None:
        self.asked += 1
        for cache in self.meanwhile:
            cache.forget([customer_id])
        if self.name is None:
            raise SourceAway("away")
        return json.dumps({"name": self.name}).encode()


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def cache_over(crm: Crm, clock: Clock) -> ProfileCache:
    return ProfileCache(People(), crm, clock=clock)  # type: ignore[arg-type]


def told(cache: ProfileCache) -> tuple[str, float, bool]:
    cached = asyncio.run(cache.get("C1"))
    assert isinstance(cached, CachedProfile)
    return json.loads(cached.profile.profile_data)["name"], cached.age, cached.stale


def test_while_the_crm_is_away_what_it_said_last_is_served_as_stale() -> None:
    crm, clock = Crm(), Clock()
    cache = cache_over(crm, clock)
    assert told(cache) == ("live", 0.0, False)
    crm.name, clock.now = None, 299.0
    assert told(cache) == ("live", 299.0, False)
    clock.now = 400.0
    assert told(cache) == ("live", 400.0, True)
    crm.name, clock.now = "newer", 405.0
    assert told(cache) == ("newer", 0.0, False)


def test_a_crm_that_is_away_is_not_asked_with_every_message() -> None:
    crm, clock = Crm(None), Clock()
    cache = cache_over(crm, clock)
    assert [told(cache) for _ in range(3)] == [("copy", 0.0, True)] * 3
    assert crm.asked == 1
    clock.now = 5.0
    told(cache)
    assert crm.asked == 2


def test_what_changed_while_it_was_on_its_way_is_not_kept() -> None:
    crm, clock = Crm(), Clock()
    cache = cache_over(crm, clock)
    crm.meanwhile.append(cache)
    told(cache)
    crm.meanwhile.clear()
    crm.name = "newer"
    assert told(cache) == ("newer", 0.0, False)


def test_a_customer_that_is_not_there_is_not_asked_for() -> None:
    crm, clock = Crm(), Clock()
    assert asyncio.run(cache_over(crm, clock).get("C2")) is None
    assert crm.asked == 0

"""No more than so many requests of one sender in any window of time, counted strictly.

A token bucket would let twice as many through in the first window; so the times themselves are kept. Most
senders write once: for them a number is kept, not a queue.
"""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SlidingWindow"]


class SlidingWindow:
    """At most `limit` allowed requests in any `seconds`; a refused request does not count."""

    def __init__(
        self, limit: int = 100, seconds: float = 60.0, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._limit, self._seconds, self._clock = limit, seconds, clock
        # Two generations, each a window long: who is in neither has not written for a window.
        self._recent: dict[str, float | deque[float]] = {}
        self._earlier: dict[str, float | deque[float]] = {}
        self._turned = clock()

    def refused_for(self, key: str) -> float:
        """0.0: allowed, and counted. Else the seconds until the next one will be."""
        now = self._clock()
        if now - self._turned >= self._seconds:
            self._turn(now)
        times = self._recent.get(key)
        if times is None:
            times = self._earlier.get(key)
        if times is None:
            self._recent[key] = now
            return 0.0
        return self._count(key, times, now)

    def full_for(self, key: str) -> float:
        """As `refused_for`, with nothing counted."""
        times = self._recent.get(key) or self._earlier.get(key)
        if not isinstance(times, deque) or len(times) < self._limit:
            return 0.0
        return max(0.0, self._seconds - (self._clock() - times[0]))

    def forget(self, key: str) -> None:
        """Let go of a sender who is to be erased."""
        self._recent.pop(key, None)
        self._earlier.pop(key, None)

    def _count(self, key: str, times: float | deque[float], now: float) -> float:
        if not isinstance(times, deque):
            times = deque((times,), maxlen=self._limit)
        self._recent[key] = times
        if len(times) == self._limit and now - times[0] < self._seconds:
            return self._seconds - (now - times[0])
        times.append(now)
        return 0.0

    def _turn(self, now: float) -> None:
        idle = now - self._turned >= 2 * self._seconds
        self._earlier = {} if idle else self._recent
        self._recent = {}
        self._turned = now

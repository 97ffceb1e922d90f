"""How many requests a token may make in a minute."""

from __future__ import annotations

import math
import threading
from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING

from genesys_deploy.local_org.http.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

__all__ = ["RateLimit"]

WINDOW = timedelta(seconds=60)


class RateLimit:
    """Counts the requests of the last 60 seconds; `allowed` 0 counts nothing."""

    def __init__(self, allowed: int, clock: Callable[[], datetime]) -> None:
        self._allowed = allowed
        self._clock = clock
        self._lock = threading.Lock()
        self._made: dict[str, deque[datetime]] = {}

    def count(self, token: str) -> None:
        """Let a request pass.

        Raises:
            Refusal: 429, with the whole seconds until one is allowed again.
        """
        if not self._allowed:
            return
        now = self._clock()
        with self._lock:
            made = self._made.setdefault(token, deque())
            while made and made[0] <= now - WINDOW:
                made.popleft()
            if len(made) >= self._allowed:
                raise self._refusal(made[0] + WINDOW - now)
            made.append(now)

    def _refusal(self, wait: timedelta) -> Refusal:
        message = (
            f"Rate limit exceeded the maximum [{self._allowed}] requests within [{WINDOW.seconds}] seconds"
        )
        headers = {"Retry-After": str(max(1, math.ceil(wait.total_seconds())))}
        return Refusal(429, "too.many.requests", message, headers=headers)

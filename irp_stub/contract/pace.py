"""No more requests in any second than were allowed."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Pace"]


class Pace:
    """Holds callers back so that no window of one second sees more than `rate` of them.

    A window, not a gap between requests: rules that ask at once must be able to.
    """

    def __init__(
        self,
        rate: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock, self._sleep = clock, sleep
        self._starts: deque[float] = deque(maxlen=rate)
        self._lock = threading.Lock()

    def wait(self) -> None:
        with self._lock:
            start = self._clock()
            if len(self._starts) == self._starts.maxlen:
                start = max(start, self._starts[0] + 1.0)
            self._starts.append(start)
        if (left := start - self._clock()) > 0:
            self._sleep(left)

    def rest(self) -> None:
        """Wait until nothing that was sent holds the next ones back."""
        with self._lock:
            last = self._starts[-1] if self._starts else -1.0
        if (left := last + 1.0 - self._clock()) > 0:
            self._sleep(left)

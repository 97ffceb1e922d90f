"""How long we wait for an org that is busy or away."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Clock", "Patience", "RetryBudget"]


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, to be replaced in tests."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class RetryBudget:
    """What may be spent on one call, in seconds of waiting and in attempts that failed on the network."""

    seconds: float = 90.0
    lost_attempts: int = 3
    first_delay: float = 0.25
    longest_delay: float = 10.0


@dataclass(slots=True)
class Patience:
    """What is left of a budget for one call."""

    budget: RetryBudget
    clock: Clock
    waited: float = 0.0
    waits: int = 0
    lost: int = 0

    def wait(self, asked: float | None = None) -> bool:
        """Wait as long as the org asked, else a little longer each time; False where the budget does not allow it."""
        delay = self._backoff() if asked is None else max(asked, 0.05)
        if self.waited + delay > self.budget.seconds:
            return False
        self.clock.sleep(delay)
        self.waited += delay
        self.waits += 1
        return True

    def wait_for_recovery(self, asked: float | None = None) -> bool:
        """As `wait`, after an attempt that got no good answer; only a few of those are worth it."""
        self.lost += 1
        return self.lost < self.budget.lost_attempts and self.wait(asked)

    def _backoff(self) -> float:
        delay = min(self.budget.first_delay * 2.0**self.waits, self.budget.longest_delay)
        # Threads that were refused together shall not come back together.
        return delay * random.uniform(0.75, 1.25)  # noqa: S311

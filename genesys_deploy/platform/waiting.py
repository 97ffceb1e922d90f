"""Waiting for something that the platform does in its own time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from genesys_deploy.platform.errors import JobFailed

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.platform.patience import Clock

__all__ = ["wait_until"]

FIRST_DELAY = 0.1
LONGEST_DELAY = 2.0

T = TypeVar("T")


def wait_until(
    look: Callable[[], T], good: Callable[[T], bool], clock: Clock, seconds: float, what: str
) -> T:
    """Look at once, then less and less often, until it is `good`.

    Raises:
        JobFailed: it was not within `seconds`.
    """
    deadline = clock.now() + seconds
    delay = FIRST_DELAY
    while not good(found := look()):
        if clock.now() + delay > deadline:
            raise JobFailed(what, [f"no end within {seconds:.0f} s; the platform may still be at it"])
        clock.sleep(delay)
        delay = min(delay * 1.5, LONGEST_DELAY)
    return found

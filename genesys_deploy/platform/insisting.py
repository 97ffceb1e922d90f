"""Writes that an org refuses for some seconds, because it does not know yet of what was just made."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from genesys_deploy.platform.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.platform.patience import Clock

__all__ = ["once_known"]

BAD_REQUEST = 400
UNTIL_KNOWN = (0.5, 1.0, 2.0)

T = TypeVar("T")


def once_known(write: Callable[[], T], clock: Clock) -> T:
    """Do it; where the org answers 400, wait a little and do it again.

    Raises:
        Refusal: the org means it.
    """
    for delay in UNTIL_KNOWN:
        try:
            return write()
        except Refusal as refusal:
            if refusal.status != BAD_REQUEST:
                raise
            clock.sleep(delay)
    return write()

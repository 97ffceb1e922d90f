"""Taking an object out of an org: asked for until the org agrees, and believed once it is no longer shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.platform.errors import Conflict, InUse, NotInOrg, Refusal, UncertainWrite
from genesys_deploy.platform.org import Held
from genesys_deploy.platform.waiting import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.platform.patience import Clock
    from genesys_deploy.resources.key import Key

__all__ = ["present", "remove"]

WHILE_IN_USE = (1.0, 2.0, 4.0)
"""What used it may have been taken away a moment ago."""
GONE_SECONDS = 120.0
"""The provider for Terraform waits for so long until a deleted queue is no longer shown."""
_IN_USE = frozenset({"active.queue"})


def present(key: Key, get: Callable[[], object]) -> Held | None:
    """The object that `get` asks for; None where the org says that it is not there, or deleted."""
    try:
        held = Held.from_answer(key, get())
    except NotInOrg:
        return None
    deleted = held.wire.text("state") == "deleted" or held.wire.raw.get("deleted") is True
    return None if deleted or not held.id else held


def remove(held: Held, delete: Callable[[], object], get: Callable[[], Held | None], clock: Clock) -> None:
    """Delete an object by its id, which is safe to repeat; one that is gone already is as good.

    Raises:
        InUse: something still needs it.
        JobFailed: the org agreed, and goes on showing it.
    """
    for delay in WHILE_IN_USE:
        try:
            _asked(delete, get)
            break
        except InUse:
            clock.sleep(delay)
    else:
        _asked(delete, get)
    wait_until(get, lambda found: found is None, clock, GONE_SECONDS, f"deleting {held.key}")


def _asked(delete: Callable[[], object], get: Callable[[], Held | None]) -> None:
    try:
        _told(delete)
    except UncertainWrite:
        if get() is not None:
            _told(delete)


def _told(delete: Callable[[], object]) -> None:
    try:
        delete()
    except NotInOrg:
        return
    except Refusal as refusal:
        if isinstance(refusal, Conflict) or refusal.code in _IN_USE:
            raise InUse(refusal) from None
        raise

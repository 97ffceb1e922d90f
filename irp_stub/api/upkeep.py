"""What is done from time to time: forgetting what has been kept long enough."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from irp_stub.errors import IrpError, StoreFull, StoreUnavailable

if TYPE_CHECKING:
    from irp_stub.store.protocol import Store

__all__ = ["UNSCRUBBED", "forget_regularly", "scrub"]

UNSCRUBBED = "unscrubbed"
"""The fact that something was erased, and that the store's files have not been rid of it yet."""

_log = logging.getLogger("irp_stub.upkeep")
_HOUR = 3600.0


async def forget_regularly(store: Store, retention: float) -> None:
    """Forget logs, decided reviews and decisions older than `retention` seconds, now and every hour."""
    while True:
        try:
            await store.write(lambda tables: tables.logs.forget(time.time() - retention))
            if store.read.access.fact(UNSCRUBBED):
                await scrub(store)
        except IrpError as trouble:
            _log.warning("nothing could be forgotten: %s; it is tried again in an hour", trouble.message)
        except Exception:  # noqa: BLE001  (whatever the store stands on: a loop goes on)
            _log.exception("nothing could be forgotten; it is tried again in an hour")
        await asyncio.sleep(_HOUR)


async def scrub(store: Store) -> bool:
    """Leave nothing of what was erased; False: not now, it is tried again."""
    try:
        await store.forget_deleted()
    except (StoreFull, StoreUnavailable) as trouble:
        _log.warning("what was erased cannot be overwritten now: %s", trouble.message)
        return False
    await store.write(lambda tables: tables.access.set_fact(UNSCRUBBED, b""))
    return True

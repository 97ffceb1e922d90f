"""What is done from time to time: forgetting what has been kept long enough."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from irp_stub.store.protocol import Store

__all__ = ["forget_regularly"]

_log = logging.getLogger("irp_stub.upkeep")
_HOUR = 3600.0


async def forget_regularly(store: Store, retention: float) -> None:
    """Forget logs, decided reviews and decisions older than `retention` seconds, now and every hour."""
    while True:
        try:
            await store.write(lambda tables: tables.logs.forget(time.time() - retention))
        except Exception:  # noqa: BLE001  (whatever the store stands on: a loop goes on)
            _log.exception("nothing could be forgotten; it is tried again in an hour")
        await asyncio.sleep(_HOUR)

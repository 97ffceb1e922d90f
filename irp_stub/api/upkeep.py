"""What is done from time to time: forgetting what has been kept long enough."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from irp_stub.errors import IrpError, StoreFull, StoreUnavailable

if TYPE_CHECKING:
    from irp_stub.api.settings import Retention
    from irp_stub.store.protocol import Store, Tables

__all__ = ["PLATFORM", "UNSCRUBBED", "forget_regularly", "scrub"]

UNSCRUBBED = "unscrubbed"
"""The fact that something was erased, and that the store's files have not been rid of it yet."""

PLATFORM = "platform"
"""Who writes in the audit log what nobody asked for."""

_log = logging.getLogger("irp_stub.upkeep")
_HOUR = 3600.0


async def forget_regularly(store: Store, retention: Retention) -> None:
    """Forget logs, decisions and decided reviews that were kept long enough, now and every hour."""
    while True:
        try:
            await store.write(lambda tables: _forget(tables, retention, time.time()))
            if store.read.access.fact(UNSCRUBBED):
                await scrub(store)
        except IrpError as trouble:
            _log.warning("nothing could be forgotten: %s; it is tried again in an hour", trouble.message)
        except Exception:  # noqa: BLE001  (whatever the store stands on: a loop goes on)
            _log.exception("nothing could be forgotten; it is tried again in an hour")
        await asyncio.sleep(_HOUR)


def _forget(tables: Tables, retention: Retention, now: float) -> None:
    if rows := tables.logs.forget(now - retention.logs, now - retention.reviews):
        tables.logs.audit(PLATFORM, "forget", None, f"{rows} rows that were kept long enough", now)


async def scrub(store: Store) -> bool:
    """Leave nothing of what was erased; False: not now, it is tried again."""
    try:
        await store.forget_deleted()
    except (StoreFull, StoreUnavailable) as trouble:
        _log.warning("what was erased cannot be overwritten now: %s", trouble.message)
        return False
    await store.write(lambda tables: tables.access.set_fact(UNSCRUBBED, b""))
    return True

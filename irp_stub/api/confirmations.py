"""Accounts that were seen again: written a second later, many at once, and nobody waits for it."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from irp_stub.errors import StoreFull
from irp_stub.identity.change import Confirm

if TYPE_CHECKING:
    from irp_stub.store.protocol import Store, Tables

__all__ = ["Confirmations"]

_DELAY = 1.0
_log = logging.getLogger("irp_stub.confirmations")


class Confirmations:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: set[int] = set()
        self._task: asyncio.Task[None] | None = None

    def add(self, identity_id: int) -> None:
        self._seen.add(identity_id)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._write_later())

    async def flush(self) -> None:
        """Write what was seen.

        Raises:
            StoreFull: there is no room.
        """
        seen, self._seen = self._seen, set()
        if seen:
            changes = tuple(map(Confirm, seen))
            await self._store.write(lambda tables: _confirm(tables, changes, time.time()))

    async def _write_later(self) -> None:
        await asyncio.sleep(_DELAY)
        try:
            await self.flush()
        except StoreFull:
            _log.warning("the store has no room: accounts that were seen again are not noted")


def _confirm(tables: Tables, changes: tuple[Confirm, ...], now: float) -> None:
    tables.graph.apply(changes, now)
    tables.logs.audit("platform", "confirm", None, f"{len(changes)} accounts that were seen again", now)

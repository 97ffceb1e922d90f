"""One read transaction for all that is read in one turn of the event loop.

Each transaction costs locks in the file; under load many requests are answered in one turn and share one. Nobody
reads what is older than the turn before, and whoever waited for a write reads it: the writer ends the snapshot
before anybody hears of the commit.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

    from irp_stub.store.records import Profile

__all__ = ["Snapshot"]


class Snapshot:
    """`profiles` are those that came along with their customers' accounts; they go with the snapshot."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.is_open = False
        self.profiles: dict[str, Profile] = {}

    def begin(self) -> None:
        """Read from one state until the turn ends; without an event loop each statement sees the latest."""
        if self.is_open:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._connection.execute("BEGIN")
        self.is_open = True
        loop.call_soon(self.end)

    def end(self) -> None:
        if self.is_open:
            self.is_open = False
            self.profiles.clear()
            self._connection.execute("COMMIT")

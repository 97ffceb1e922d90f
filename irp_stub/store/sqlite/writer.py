"""One thread that writes; whatever waits is committed together, and nobody hears of it before the commit.

A commit costs a sync of the disk. A hundred requests at once share one, each in a savepoint of its own, so
that a job that fails takes back its own writes and no other's.
"""

from __future__ import annotations

import asyncio
import queue
import sqlite3
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from irp_stub.errors import StoreUnavailable
from irp_stub.store.sqlite.trouble import explained, trouble_explained

if TYPE_CHECKING:
    from collections.abc import Callable

    from irp_stub.store.sqlite.tables import SqliteTables

__all__ = ["GroupWriter"]

T = TypeVar("T")
_GROUP = 256


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[SqliteTables], Any]
    future: asyncio.Future[Any]
    loop: asyncio.AbstractEventLoop


@dataclass(frozen=True, slots=True)
class _Outcome:
    job: _Job
    value: Any = None
    error: BaseException | None = None

    def settle(self) -> None:
        if self.job.future.done():
            return
        if self.error is None:
            self.job.future.set_result(self.value)
        else:
            self.job.future.set_exception(self.error)


class GroupWriter:
    """`on_commit` is called on the event loop, before anybody who waits hears of a commit."""

    def __init__(
        self, connection: sqlite3.Connection, tables: SqliteTables, on_commit: Callable[[], None]
    ) -> None:
        self._on_commit = on_commit
        self._connection = connection
        self._tables = tables
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._committing = threading.Lock()
        self._scrubbing = asyncio.Lock()
        self._next_scrub: asyncio.Future[None] | None = None
        self._thread = threading.Thread(target=self._run, name="irp-writer", daemon=True)
        self._thread.start()

    async def write(self, work: Callable[[SqliteTables], T]) -> T:
        """Run `work` in a transaction; its value comes back once it is on the disk.

        Raises:
            StoreFull: there is no room; nothing of `work` remains.
            StoreUnavailable: the file does not answer; nothing of `work` remains.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(work, future, loop))
        return await future

    async def scrub(self) -> None:
        """Write the file anew and empty the write-ahead log; whoever asks while one run waits shares it.

        `secure_delete` overwrites the rows that go. What it leaves are copies in the gaps of pages, made when rows moved
        from page to page: only a file that is written anew is free of them.

        Raises:
            StoreFull: there is no room for it.
            StoreUnavailable: somebody else writes, or reads what was there before.
        """
        if self._next_scrub is None:
            self._next_scrub = asyncio.ensure_future(self._scrub_in_turn())
        await asyncio.shield(self._next_scrub)

    async def _scrub_in_turn(self) -> None:
        async with self._scrubbing:
            self._next_scrub = None  # what is deleted from now on is the next run's
            await asyncio.to_thread(self._scrub)

    def _scrub(self) -> None:
        with self._committing, trouble_explained():
            self._connection.execute("PRAGMA temp_store = FILE")  # the whole store passes through it
            try:
                self._connection.execute("VACUUM")
            finally:
                self._connection.execute("PRAGMA temp_store = MEMORY")
            busy, _, _ = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise StoreUnavailable("somebody reads the store as it was", hint="try again")

    def close(self) -> None:
        """Write what waits, then stop."""
        self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            group = [job]
            last = False
            while len(group) < _GROUP and not self._jobs.empty():
                following = self._jobs.get()
                if following is None:
                    last = True
                    break
                group.append(following)
            with self._committing:
                outcomes = self._commit(group)
            self._settle(outcomes)
            if last:
                return

    def _commit(self, group: list[_Job]) -> list[_Outcome]:
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            outcomes = [self._attempt(job) for job in group]
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            return [_Outcome(job, error=explained(error)) for job in group]
        return outcomes

    def _attempt(self, job: _Job) -> _Outcome:
        self._connection.execute("SAVEPOINT job")
        try:
            value = job.work(self._tables)
        except BaseException as error:
            if not self._connection.in_transaction:
                raise  # SQLite has rolled back the whole group
            self._connection.execute("ROLLBACK TO job")
            self._connection.execute("RELEASE job")
            return _Outcome(job, error=explained(error))
        self._connection.execute("RELEASE job")
        return _Outcome(job, value)

    def _settle(self, outcomes: list[_Outcome]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[_Outcome]] = {}
        for outcome in outcomes:
            by_loop.setdefault(outcome.job.loop, []).append(outcome)
        for loop, settled in by_loop.items():
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._tell, settled)

    def _tell(self, outcomes: list[_Outcome]) -> None:
        self._on_commit()
        for outcome in outcomes:
            outcome.settle()

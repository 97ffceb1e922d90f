"""The store on one SQLite file: many readers of what is committed, one writer."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from irp_stub.errors import CannotLoad
from irp_stub.store.sqlite.bulk import load
from irp_stub.store.sqlite.connection import open_reader, open_writer
from irp_stub.store.sqlite.copying import copy_to, everybody
from irp_stub.store.sqlite.snapshot import Snapshot
from irp_stub.store.sqlite.tables import SqliteTables
from irp_stub.store.sqlite.trouble import trouble_explained
from irp_stub.store.sqlite.writer import GroupWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from irp_stub.store.records import Customer, KnownAccount, Mailbox, Person

__all__ = ["SqliteStore"]

T = TypeVar("T")


class SqliteStore:
    """Reads are answered on the caller's thread, in microseconds; writes wait for the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing = open_writer(path)
        self._reading = open_reader(path)
        self._snapshot = Snapshot(self._reading)
        self._committed = SqliteTables(self._reading, self._snapshot)
        self._tables = SqliteTables(self._writing)
        self._writer: GroupWriter | None = None

    @property
    def read(self) -> SqliteTables:
        """What is committed."""
        self._snapshot.begin()
        return self._committed

    async def write(self, work: Callable[[SqliteTables], T]) -> T:
        """Run `work` in a transaction of its own; its value comes back once it is on the disk."""
        return await self._group_writer().write(work)

    def transact(self, work: Callable[[SqliteTables], T]) -> T:
        """The same at once, for whoever has no event loop; not beside `write`."""
        with trouble_explained(), self._transaction():
            return work(self._tables)

    def load(self, batches: Iterable[Sequence[Person]]) -> Iterator[None]:
        """Fill an empty store, quickly and in one transaction; a step after each batch.

        Raises:
            CannotLoad: there are customers already, or two people claim one account. Nothing was loaded.
        """
        with trouble_explained():
            try:
                with self._transaction():
                    yield from load(self._writing, batches)
            except sqlite3.IntegrityError:
                raise CannotLoad("two people claim one account") from None
            self._writing.execute("PRAGMA optimize")

    def answers(self) -> bool:
        """Whether it can be read now."""
        try:
            self._committed.access.fact("salt")
        except sqlite3.Error:
            return False
        return True

    def copy_to(self, target: Path) -> None:
        """Write a whole and consistent copy to a new file."""
        copy_to(self._reading, target)

    def everybody(self) -> Iterator[tuple[Customer, list[Mailbox], list[KnownAccount]]]:
        """Every customer with e-mails and accounts."""
        return everybody(self._reading)

    async def forget_deleted(self) -> None:
        """Leave nothing of deleted rows: neither in the gaps of the file nor in the write-ahead log."""
        await self._group_writer().scrub()

    def _group_writer(self) -> GroupWriter:
        if self._writer is None:
            self._writer = GroupWriter(self._writing, self._tables, self._snapshot.end)
        return self._writer

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._writing.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._writing.execute("COMMIT")
        except BaseException:
            if self._writing.in_transaction:  # SQLite itself rolls back when the disk is full
                self._writing.execute("ROLLBACK")
            raise

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._snapshot.end()
        self._reading.close()
        self._writing.close()

"""The store in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from irp_stub.errors import BadStore, CannotLoad
from irp_stub.store.memory.state import Book
from irp_stub.store.memory.tables import MemoryTables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from irp_stub.store.protocol import Tables
    from irp_stub.store.records import Customer, KnownAccount, Mailbox, Person

__all__ = ["MemoryStore"]

T = TypeVar("T")


class MemoryStore:
    """For one event loop, or one thread; a transaction copies the dictionaries, so that it is for small stores."""

    def __init__(self) -> None:
        self._book = Book()
        self._committed = MemoryTables(self._book)

    @property
    def read(self) -> MemoryTables:
        return self._committed

    async def write(self, work: Callable[[Tables], T]) -> T:
        return self.transact(work)

    def transact(self, work: Callable[[Tables], T]) -> T:
        draft = Book(self._book.state.copy())
        value = work(MemoryTables(draft))
        self._book.state = draft.state
        return value

    def load(self, batches: Iterable[Sequence[Person]]) -> Iterator[None]:
        if self._book.state.customers or self._book.state.edges:
            raise CannotLoad("there are customers in this store already")
        draft = Book(self._book.state.copy())
        people, seen = MemoryTables(draft).people, set[str]()
        for batch in batches:
            for person in batch:
                if person.customer.customer_id in seen or people.put(person):
                    raise CannotLoad("two people claim one account")
                seen.add(person.customer.customer_id)
            yield
        self._book.state = draft.state

    def answers(self) -> bool:
        return True

    def copy_to(self, target: Path) -> None:
        """A store that is not on the disk has no copy there.

        Raises:
            BadStore: always.
        """
        raise BadStore(f"{target} cannot be written from memory", hint="export writes its customers")

    def everybody(self) -> Iterator[tuple[Customer, list[Mailbox], list[KnownAccount]]]:
        dossier = self._committed.dossier
        for customer_id, customer in sorted(self._book.state.customers.items()):
            yield customer, dossier.mailboxes(customer_id), dossier.accounts(customer_id)

    async def forget_deleted(self) -> None:
        """What is deleted is nowhere."""

    def close(self) -> None:
        """Nothing is kept."""

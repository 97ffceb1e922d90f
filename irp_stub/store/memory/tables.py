"""The tables of one state, by subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.store.memory.access import MemoryAccess
from irp_stub.store.memory.directory import MemoryDirectory
from irp_stub.store.memory.dossier import MemoryDossier
from irp_stub.store.memory.graph import MemoryGraph
from irp_stub.store.memory.leads import MemoryLeads
from irp_stub.store.memory.logs import MemoryLogs
from irp_stub.store.memory.merges import MemoryMerges
from irp_stub.store.memory.outbox import MemoryOutbox
from irp_stub.store.memory.people import MemoryPeople
from irp_stub.store.memory.reviews import MemoryReviews
from irp_stub.store.memory.view import MemoryView

if TYPE_CHECKING:
    from irp_stub.store.memory.state import Book

__all__ = ["MemoryTables"]


class MemoryTables:
    def __init__(self, book: Book) -> None:
        self.view = MemoryView(book)
        self.graph = MemoryGraph(book)
        self.people = MemoryPeople(book)
        self.reviews = MemoryReviews(book)
        self.leads = MemoryLeads(book)
        self.logs = MemoryLogs(book)
        self.access = MemoryAccess(book)
        self.merges = MemoryMerges(book)
        self.dossier = MemoryDossier(book)
        self.directory = MemoryDirectory(book)
        self.outbox = MemoryOutbox(book)

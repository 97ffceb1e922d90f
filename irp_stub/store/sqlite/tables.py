"""The tables of one connection, by subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.store.sqlite.access import SqliteAccess
from irp_stub.store.sqlite.directory import SqliteDirectory
from irp_stub.store.sqlite.dossier import SqliteDossier
from irp_stub.store.sqlite.graph import SqliteView
from irp_stub.store.sqlite.graph_changes import GraphChanges
from irp_stub.store.sqlite.leads import SqliteLeads
from irp_stub.store.sqlite.logs import SqliteLogs
from irp_stub.store.sqlite.merges import SqliteMerges
from irp_stub.store.sqlite.outbox import SqliteOutbox
from irp_stub.store.sqlite.people import SqlitePeople
from irp_stub.store.sqlite.reviews import SqliteReviews

if TYPE_CHECKING:
    import sqlite3

    from irp_stub.store.sqlite.snapshot import Snapshot

__all__ = ["SqliteTables"]


class SqliteTables:
    """`snapshot` is that of a connection that only reads."""

    def __init__(self, connection: sqlite3.Connection, snapshot: Snapshot | None = None) -> None:
        self.view = SqliteView(connection, snapshot)
        self.graph = GraphChanges(connection)
        self.people = SqlitePeople(connection, snapshot)
        self.reviews = SqliteReviews(connection)
        self.leads = SqliteLeads(connection)
        self.logs = SqliteLogs(connection)
        self.access = SqliteAccess(connection)
        self.merges = SqliteMerges(connection)
        self.dossier = SqliteDossier(connection)
        self.directory = SqliteDirectory(connection)
        self.outbox = SqliteOutbox(connection)

"""Open a SQLite file as a store: its pragmas, its schema, and the check that it is ours."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from typing import TYPE_CHECKING

from irp_stub.errors import BadStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["open_reader", "open_writer"]

_APPLICATION_ID = 0x49525031  # "IRP1", in the file's header
_VERSION = 3
_PRAGMAS = (
    "PRAGMA mmap_size = 8589934592",
    "PRAGMA cache_size = -65536",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA busy_timeout = 30000",
)


def open_writer(path: Path) -> sqlite3.Connection:
    """The one connection that writes; makes the file where there is none.

    `synchronous = FULL`: a commit is on the disk before anybody hears of it, so that neither a killed process
    nor a lost power supply takes back an answer that was given.

    Raises:
        BadStore: the file cannot be opened, or is not a store of this version.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = _connect(path)
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten
        _prepare(connection, path)
    except (sqlite3.Error, OSError) as error:
        hint = "name a file in a folder that can be written, or another one that is a store"
        raise BadStore(f"cannot open {path} as a store: {error}", hint=hint) from None
    return connection


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that sees what is committed, and cannot write."""
    connection = _connect(path)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, isolation_level=None, check_same_thread=False, cached_statements=512, timeout=30
    )
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application == 0 and tables == 0:
        _create(connection)
    connection.execute("COMMIT")
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != _APPLICATION_ID:
        raise BadStore(f"{path} is a database of something else", hint="name another file")
    if version != _VERSION:
        hint = f"this release reads version {_VERSION}: export with the release that wrote it, and import"
        raise BadStore(f"{path} is a store of version {version}", hint=hint)


def _statements(script: str) -> Iterator[str]:
    """One by one, so that all are part of the transaction that is open; a trigger has semicolons of its own."""
    statement = ""
    for part in script.split(";"):
        statement += f"{part};"
        if part.strip() and sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _create(connection: sqlite3.Connection) -> None:
    schema = (files(__package__) / "schema.sql").read_text(encoding="utf-8")
    without_comments = "\n".join(line.partition("--")[0] for line in schema.splitlines())
    for statement in _statements(without_comments):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {_VERSION}")

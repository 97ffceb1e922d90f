"""Which store `--store` names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from irp_stub.errors import BadStore

if TYPE_CHECKING:
    from irp_stub.store.protocol import Store

__all__ = ["open_existing_store", "open_store", "store_path"]


def open_store(location: str) -> Store:
    """Open the store that a location such as `sqlite:/var/lib/irp/irp.db` names.

    Raises:
        BadStore: the location is not understood, or the store cannot be opened.
    """
    from irp_stub.store.sqlite.store import SqliteStore

    return SqliteStore(store_path(location))


def open_existing_store(location: str) -> Store:
    """As `open_store`, of a store that must be there: a copy of one that a slip has just made would be empty.

    Raises:
        BadStore: it is not there.
    """
    path = store_path(location)
    if not path.is_file():
        raise BadStore(f"there is no store {path}", hint="only serve and import make one")
    return open_store(location)


def store_path(location: str) -> Path:
    kind, separator, path = location.partition(":")
    if kind != "sqlite" or not separator or not path:
        raise BadStore(f'"{location}" names no store', hint="write sqlite:PATH, such as sqlite:irp.db")
    return Path(path)

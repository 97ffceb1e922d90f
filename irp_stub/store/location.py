"""Which store `--store` names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from irp_stub.errors import BadStore

if TYPE_CHECKING:
    from irp_stub.store.protocol import Store

__all__ = ["open_store", "store_path"]


def open_store(location: str) -> Store:
    """Open the store that a location such as `sqlite:/var/lib/irp/irp.db` names.

    Raises:
        BadStore: the location is not understood, or the store cannot be opened.
    """
    from irp_stub.store.sqlite.store import SqliteStore

    return SqliteStore(store_path(location))


def store_path(location: str) -> Path:
    kind, separator, path = location.partition(":")
    if kind != "sqlite" or not separator or not path:
        raise BadStore(f'"{location}" names no store', hint="write sqlite:PATH, such as sqlite:irp.db")
    return Path(path)

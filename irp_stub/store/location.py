"""Which store `--store` names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from irp_stub.errors import BadStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from irp_stub.store.protocol import Store

__all__ = ["open_existing_store", "open_store"]


def _sqlite(place: str) -> Store:
    from irp_stub.store.sqlite.store import SqliteStore

    return SqliteStore(Path(place))


def _memory(_: str) -> Store:
    from irp_stub.store.memory.store import MemoryStore

    return MemoryStore()


_KINDS: dict[str, Callable[[str], Store]] = {"sqlite": _sqlite, "memory": _memory}
_HINT = "there are sqlite:PATH, such as sqlite:irp.db, and memory:, which is gone at the end"


def open_store(location: str) -> Store:
    """Open the store that a location such as `sqlite:/var/lib/irp/irp.db` names.

    Raises:
        BadStore: the location is not understood, or the store cannot be opened.
    """
    kind, place = _parts(location)
    return _KINDS[kind](place)


def open_existing_store(location: str) -> Store:
    """As `open_store`, of a store that must be there: a copy of one that a slip has just made would be empty.

    Raises:
        BadStore: it is not there.
    """
    kind, place = _parts(location)
    if kind == "memory":
        raise BadStore("a store in memory is another process's own", hint="name one on the disk")
    if not Path(place).is_file():
        raise BadStore(f"there is no store {place}", hint="only serve and import make one")
    return open_store(location)


def _parts(location: str) -> tuple[str, str]:
    kind, separator, place = location.partition(":")
    if not separator or kind not in _KINDS or bool(place) is (kind == "memory"):
        raise BadStore(f'"{location}" names no store', hint=_HINT)
    return kind, place

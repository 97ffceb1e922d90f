"""SQLite's errors, in the words of the platform."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from irp_stub.errors import StoreFull, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["explained", "trouble_explained"]

_FULL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY)


def explained(error: BaseException) -> BaseException:
    """What cannot be helped by whoever asked, as an error of the platform; anything else as it is."""
    if not isinstance(error, sqlite3.Error):
        return error
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in _FULL:
        return StoreFull(f"the store cannot be written: {error}", hint="make room on its disk, and try again")
    if isinstance(error, sqlite3.OperationalError):
        return StoreUnavailable(f"the store does not answer: {error}", hint="try again in a while")
    return error


@contextmanager
def trouble_explained() -> Iterator[None]:
    """Raises SQLite's errors as `explained` has them."""
    try:
        yield
    except sqlite3.Error as error:
        raise explained(error) from None

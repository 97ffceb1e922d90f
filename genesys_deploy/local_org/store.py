"""An org on disk: one JSON file, replaced as a whole after each change."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.source.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from genesys_deploy.local_org.org import Org

__all__ = ["Store", "StoreUnreadable"]

VERSION = 1


class StoreUnreadable(SourceError):
    """The file is not a local org that this version can read."""


class Store:
    """Holds the secrets of the org's credentials, so only its owner can read the file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing = threading.Lock()

    def load(self) -> dict[str, Any]:
        """What was kept; empty where nothing has been kept yet.

        Raises:
            StoreUnreadable: there is a file, but of something else.
        """
        if not self._path.exists():
            return {}
        hint = "name another file, or delete it to begin with an empty org"
        try:
            kept = msgspec.json.decode(self._path.read_bytes())
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise StoreUnreadable(f"{self._path} is not a local org", hint=hint) from None
        if (
            not isinstance(kept, dict)
            or kept.get("version") != VERSION
            or not isinstance(kept.get("org"), dict)
        ):
            raise StoreUnreadable(f"{self._path} is not a local org of this version", hint=hint)
        rows: dict[str, Any] = kept["org"]
        return rows

    def save(self, org: Org) -> None:
        with self._writing:
            text = msgspec.json.encode({"version": VERSION, "org": org.snapshot()})
            beside = self._path.with_name(f"{self._path.name}.new")
            descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(msgspec.json.format(text, indent=1))
            beside.replace(self._path)

"""A folder of files that we write and people may edit: an edit by hand is never overwritten.

What was written stands in a list, in the form of `sha256sum`, so that `sha256sum -c .pulled` tells what was edited since.
"""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from genesys_deploy.source.errors import NotFound

if TYPE_CHECKING:
    from pathlib import Path, PurePosixPath
    from types import TracebackType

__all__ = ["GuardedFolder", "Written"]

_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<path>.+)\Z")


class Written(StrEnum):
    """What became of a file."""

    NEW = "new"
    CHANGED = "changed"
    AS_BEFORE = "as before"
    LEFT = "left as edited by hand"


class GuardedFolder:
    """Opened, written to, and closed, which also happens where the work is broken off. `listing` names its list."""

    def __init__(self, root: Path, listing: str, *, force: bool = False) -> None:
        self._root = root
        self._listing = listing
        self._force = force
        self._digests = self._read()
        self._touched: set[str] = set()

    def write(self, path: PurePosixPath, text: str) -> Written:
        """Write a file, unless somebody edited it since.

        Raises:
            NotFound: it cannot be written there.
        """
        name, data = str(path), text.encode()
        self._touched.add(name)
        there = self._content(name)
        if there == data:
            outcome = Written.AS_BEFORE
        elif there is not None and not self._force and not self._is_ours(name):
            return Written.LEFT
        else:
            outcome = Written.NEW if there is None else Written.CHANGED
            self._put(name, data)
        self._digests[name] = _digest(data)
        return outcome

    def pass_over(self, path: PurePosixPath) -> None:
        """Leave a file as it is, which counts as touched."""
        self._touched.add(str(path))

    @property
    def untouched(self) -> tuple[str, ...]:
        """Files of earlier times that were not written this time."""
        return tuple(sorted(self._digests.keys() - self._touched))

    def remove_untouched(self) -> tuple[str, ...]:
        """Remove those that nobody edited, and forget all of them; what was removed."""
        unedited = [name for name in self.untouched if self._is_ours(name)]
        for name in unedited:
            (self._root / name).unlink()
        self._digests = {name: self._digests[name] for name in self._digests.keys() & self._touched}
        return tuple(unedited)

    def _is_ours(self, name: str) -> bool:
        there = self._content(name)
        return there is not None and _digest(there) == self._digests.get(name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._digests or (self._root / self._listing).exists():
            lines = (f"{digest}  {name}\n" for name, digest in sorted(self._digests.items()))
            self._put(self._listing, "".join(lines).encode())

    def _read(self) -> dict[str, str]:
        lines = (self._content(self._listing) or b"").decode(errors="replace").splitlines()
        found = (match for line in lines if (match := _LINE.match(line)))
        return {match["path"]: match["digest"] for match in found}

    def _content(self, name: str) -> bytes | None:
        try:
            return (self._root / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise NotFound(f"{self._root / name} cannot be read: {error.strerror}") from None

    def _put(self, name: str, data: bytes) -> None:
        """All of it or nothing: one who is killed leaves no half file."""
        target = self._root / name
        unfinished = target.with_name(f"{target.name}.part")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(data)
            unfinished.replace(target)
        except OSError as error:
            raise NotFound(f"{target} cannot be written: {error.strerror}") from None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

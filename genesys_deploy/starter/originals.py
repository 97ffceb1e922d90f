"""Of which text of the package each copied file is a copy, so that a newer one can be merged in.

They are kept in the project itself, in `.genesys-deploy/`: the texts, and a record of their hashes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Self

from genesys_deploy import __version__
from genesys_deploy.source.decode import decode_or_raise
from genesys_deploy.source.json_reader import read_json
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.starter.errors import OriginalEdited
from genesys_deploy.starter.files import Ci  # noqa: TC001  read by its annotations, at run time

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Original", "Originals"]

FOLDER = ".genesys-deploy"
RECORD = f"{FOLDER}/originals.json"
TEXTS = f"{FOLDER}/originals"


@dataclass(frozen=True, slots=True)
class Original:
    """The file's name, the package's version that it was copied from, and the SHA-256 of its text then."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Originals:
    """`project` and `ci` are what the repository was made with."""

    project: str
    ci: Ci = "none"
    files: tuple[Original, ...] = field(default=())

    @classmethod
    def read(cls, root: Path) -> Self:
        """What a project's record says; an empty one where there is none.

        Raises:
            SourceError: it is malformed.
        """
        file = root / RECORD
        if not file.is_file():
            return cls(root.name)
        return decode_or_raise(cls, read_json(file.read_text(encoding="utf-8"), IdentityMap(RECORD)).root)

    def text(self, root: Path, name: str) -> str | None:
        """The text that a file was copied from; None where nobody wrote it down.

        Raises:
            OriginalEdited: it was changed or is gone.
        """
        known = {one.name: one for one in self.files}
        if name not in known:
            return None
        file = root / TEXTS / name
        text = file.read_text(encoding="utf-8") if file.is_file() else ""
        if _sha256(text) != known[name].sha256:
            raise OriginalEdited(name, f"{TEXTS}/{name}")
        return text

    def version(self, name: str) -> str:
        """The package's version that a file was copied from; empty where nobody wrote it down."""
        return next((one.version for one in self.files if one.name == name), "")

    def with_text(self, root: Path, name: str, text: str) -> Self:
        """Keep the text that a file is a copy of now."""
        file = root / TEXTS / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        others = (one for one in self.files if one.name != name)
        files = sorted((*others, Original(name, __version__, _sha256(text))), key=lambda one: one.name)
        return replace(self, files=tuple(files))

    def write(self, root: Path) -> None:
        file = root / RECORD
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8", newline="\n")


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

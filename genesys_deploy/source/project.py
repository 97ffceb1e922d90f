"""A project's files, in one layer or in two: what a team wrote, over what came with the package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.source.errors import ProductError
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["BELOW", "MARKER", "Built", "Project", "UnknownLeftOut"]

MARKER = "genesys-deploy.yaml"
"""The file that says what a project rests on."""
SETTINGS = "flows/settings"
BELOW = "<package>"
"""How messages call the folder of the lower layer, wherever it is installed."""


class UnknownLeftOut(ProductError):
    """A project leaves something out that is not there."""

    def __init__(self, name: str, known: list[str]) -> None:
        hint = did_you_mean(name, known) or "name a file as messages call it, without <package>/"
        super().__init__(f"{MARKER} leaves out {name}, which the package has not", hint=hint)


@dataclass(frozen=True, slots=True)
class Built:
    """The bundle that a project was unpacked from: the hash of the file, and the commit that it was built of."""

    hash: str
    commit: str


@dataclass(frozen=True, slots=True)
class Project:
    """A folder that holds `flows/` and `data_actions/`.

    A file is called by its path from there. Where the folder has none of a name, the file of that name `below`
    stands in, unless it is `left_out`. `overlays` is a folder of settings outside of the project, which one that was
    unpacked from a bundle (`built`) has none of.
    """

    root: Path
    below: Path | None = None
    left_out: frozenset[str] = frozenset()
    overlays: Path | None = None
    built: Built | None = None

    @property
    def flows(self) -> Path:
        """The project's own, where new files go."""
        return self.root / "flows"

    @property
    def data_actions(self) -> Path:
        """The project's own, where new files go."""
        return self.root / "data_actions"

    def name_of(self, path: Path) -> str:
        """How messages call a file: from the project's root, from the package's, or whole where it lies elsewhere."""
        if path.is_relative_to(self.root):
            return path.relative_to(self.root).as_posix()
        if self.below is not None and path.is_relative_to(self.below):
            return f"{BELOW}/{path.relative_to(self.below).as_posix()}"
        if self.overlays is not None and path.parent == self.overlays:
            return f"{SETTINGS}/{path.name}"
        return str(path)

    def path_of(self, name: str) -> Path:
        """Where the file is that messages call so; where it would have to be, if there is none."""
        if name.startswith(f"{BELOW}/") and self.below is not None:
            return self.below / name.removeprefix(f"{BELOW}/")
        own = self.root / name
        if self.overlays is not None and not own.exists():
            beside = self.overlays / name.removeprefix(f"{SETTINGS}/")
            if beside.parent == self.overlays and beside.exists():
                return beside
        if self.below is None or name in self.left_out or own.exists():
            return own
        lower = self.below / name
        return lower if lower.exists() else own

    def files(self, folder: str, *suffixes: str, deep: bool = True) -> tuple[Path, ...]:
        """The files of these endings in a folder, and `deep` below it, in the order of their names; each name once."""
        pattern = "**/*" if deep else "*"
        own = _files(self.root / folder, pattern, suffixes)
        found = {path.relative_to(self.root).as_posix(): path for path in own}
        if self.below is not None:
            for path in _files(self.below / folder, pattern, suffixes):
                name = path.relative_to(self.below).as_posix()
                if name not in self.left_out:
                    found.setdefault(name, path)
        return tuple(path for _, path in sorted(found.items()))

    def layers(self, name: str) -> tuple[Path, ...]:
        """The files of this name in every layer that has one, the lowest first."""
        lower = () if self.below is None or name in self.left_out else (self.below / name,)
        return tuple(path for path in (*lower, self.root / name) if path.is_file())


def _files(folder: Path, pattern: str, suffixes: tuple[str, ...]) -> Iterator[Path]:
    return (path for path in folder.glob(pattern) if path.suffix.lower() in suffixes and path.is_file())

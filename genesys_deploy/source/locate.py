"""Where `flows/` and `data_actions/` are: in the project at hand, else those that came with the package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from genesys_deploy.source.errors import NotFound

__all__ = ["Project", "find_project"]

_PACKAGE = Path(__file__).resolve().parents[1]
_SETTINGS = Path("flows", "settings")


@dataclass(frozen=True, slots=True)
class Project:
    """A folder that holds `flows/` and `data_actions/`."""

    root: Path

    @property
    def flows(self) -> Path:
        return self.root / "flows"

    @property
    def data_actions(self) -> Path:
        return self.root / "data_actions"

    def name_of(self, path: Path) -> str:
        """How messages call a file: from the project's root, or whole where it lies elsewhere."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return str(path)


def find_project(named: Path | None = None, start: Path | None = None) -> Project:
    """The named folder; else the nearest one from `start` (default: here) upwards; else the shipped one.

    Raises:
        NotFound: the named folder holds no `flows/settings`.
    """
    if named is not None:
        if not (named / _SETTINGS).is_dir():
            hint = "name the folder that holds flows/ and data_actions/"
            raise NotFound(f"{named} is no project: it has no {_SETTINGS.as_posix()}/", hint=hint)
        return Project(named)
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / _SETTINGS).is_dir():
            return Project(folder)
    return Project(_shipped())


def _shipped() -> Path:
    checkout = _PACKAGE.parent
    return checkout if (checkout / _SETTINGS).is_dir() else _PACKAGE / "_project"

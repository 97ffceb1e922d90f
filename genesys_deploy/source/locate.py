"""Which project is at hand: the folder that was named, else the nearest one, else the one that came with the package."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from genesys_deploy.source.errors import NotFound
from genesys_deploy.source.project import MARKER, Project, UnknownLeftOut

__all__ = ["Project", "find_project", "shipped_root"]

_PACKAGE = Path(__file__).resolve().parents[1]
_SETTINGS = Path("flows", "settings")


@dataclass(frozen=True, slots=True)
class _Declaration:
    """What a project's `genesys-deploy.yaml` says: what it rests on, and what of that it does without."""

    extends: Literal["package"] | None = None
    leave_out: tuple[str, ...] = ()


def find_project(named: Path | None = None, start: Path | None = None) -> Project:
    """The named folder; else the nearest one from `start` (default: here) upwards; else the shipped one.

    Raises:
        NotFound: the named folder is no project.
        SourceError: its `genesys-deploy.yaml` is malformed.
    """
    if named is not None:
        if not _is_project(named):
            hint = f"name the folder that holds flows/ and data_actions/, or {MARKER}"
            raise NotFound(f"{named} is no project: it has no {_SETTINGS.as_posix()}/", hint=hint)
        return _project(named.resolve())
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if _is_project(folder):
            return _project(folder)
    return Project(shipped_root())


def shipped_root() -> Path:
    """Where the flows and Data Actions are that came with the package."""
    checkout = _PACKAGE.parent
    return checkout if (checkout / _SETTINGS).is_dir() else _PACKAGE / "_project"


def _is_project(folder: Path) -> bool:
    return (folder / _SETTINGS).is_dir() or (folder / MARKER).is_file()


def _project(root: Path) -> Project:
    declaration = _declaration(root / MARKER)
    if declaration.extends is None:
        return Project(root)
    below = shipped_root()
    for name in declaration.leave_out:
        if not (below / name).is_file():
            raise UnknownLeftOut(name, _names(Project(below)))
    return Project(root, below, frozenset(declaration.leave_out))


def _names(project: Project) -> list[str]:
    folders = ("flows", "data_actions")
    return [project.name_of(path) for folder in folders for path in project.files(folder, ".j2", ".yaml")]


def _declaration(file: Path) -> _Declaration:
    if not file.is_file():
        return _Declaration()
    from genesys_deploy.source.decode import decode_or_raise
    from genesys_deploy.source.source_map import IdentityMap
    from genesys_deploy.source.yaml_reader import read_yaml

    document = read_yaml(file.read_text(encoding="utf-8-sig"), IdentityMap(MARKER))
    return decode_or_raise(_Declaration, document.root)

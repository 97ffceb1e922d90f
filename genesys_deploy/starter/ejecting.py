"""One of the package's files in a team's project: a copy to be edited there, or a step around the package's."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from genesys_deploy.source.errors import NotFound
from genesys_deploy.source.project import BELOW, MARKER, Project
from genesys_deploy.source.suggest import did_you_mean
from genesys_deploy.starter.errors import NotEjected
from genesys_deploy.starter.originals import Originals
from genesys_deploy.starter.wrapping import wrapper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["FOLDERS", "SETTINGS", "SUFFIXES", "eject", "layered"]

FOLDERS = ("flows", "data_actions")
SUFFIXES = (".j2", ".yaml")
SETTINGS = "flows/settings/"
STEPS = "flows/steps/"


def eject(project: Project, wanted: str, *, wrap: bool = False, force: bool = False) -> str:
    """Put a file of the package into the project, and remember what it was; its name there.

    Args:
        project: one that rests on the package.
        wanted: the file, as messages call it, or as much of its end as makes it clear: `review`, `steps/review.j2`.
        wrap: not a copy, but a step that does what the package's does and to which something can be added.
        force: also over a file that is there.

    Raises:
        NotFound: the package has no such file.
        NotEjected: it is there already, or is none to copy or to wrap.
    """
    below = layered(project)
    name = _name(below, wanted)
    if name.startswith(SETTINGS):
        hint = "write only what is otherwise into a file of that name: it is laid over the package's"
        raise NotEjected(f"{name} need not be copied", hint=hint)
    target = project.root / name
    if target.exists() and not force:
        raise NotEjected(
            f"{name} is in the project already", hint="edit it there, or --force to write it anew"
        )
    text = (below / name).read_text(encoding="utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(wrapper(name, text) if wrap else text, encoding="utf-8", newline="\n")
    Originals.read(project.root).with_text(project.root, name, text).write(project.root)
    return name


def layered(project: Project) -> Path:
    """The package's folder below a project.

    Raises:
        NotEjected: the project does not rest on it.
    """
    if project.below is None:
        hint = f"{MARKER} with `extends: package` makes a project rest on it; init makes a whole one"
        raise NotEjected(f"{project.root} does not rest on the package", hint=hint)
    return project.below


def _name(below: Path, wanted: str) -> str:
    package = Project(below)
    names = [package.name_of(path) for folder in FOLDERS for path in package.files(folder, *SUFFIXES)]
    asked = wanted.removeprefix(f"{BELOW}/")
    fitting = [name for name in names if f"/{name}".endswith((f"/{asked}", *_with_ending(asked)))]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise NotFound(f"{wanted} may be one of several: {', '.join(fitting)}", hint="write more of it")
    stems = [PurePosixPath(name).name.split(".")[0] for name in names]
    hint = did_you_mean(asked, names) or did_you_mean(PurePosixPath(asked).name, stems)
    raise NotFound(f"the package has no file {wanted}", hint=hint or f"steps: {', '.join(_steps(names))}")


def _steps(names: Iterable[str]) -> Iterator[str]:
    return (PurePosixPath(name).stem for name in names if name.startswith(STEPS))


def _with_ending(asked: str) -> tuple[str, ...]:
    return tuple(f"/{asked}{suffix}" for suffix in SUFFIXES)

"""What a newer package makes of the files that a team copied from an older one."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from typing import TYPE_CHECKING

from genesys_deploy import __version__
from genesys_deploy.source.project import BELOW
from genesys_deploy.starter.ejecting import FOLDERS, SETTINGS, SUFFIXES, layered
from genesys_deploy.starter.files import Facts, starter_text
from genesys_deploy.starter.merging import Conflict, merge
from genesys_deploy.starter.originals import Originals
from genesys_deploy.starter.wrapping import lies_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from genesys_deploy.source.project import Project

__all__ = ["Fate", "Upgraded", "accept", "carry_out", "plan_upgrade"]


class Fate(StrEnum):
    """What becomes of a copied file; those of `OPEN` are somebody's to look at."""

    SAME = "as it is"
    TAKEN = "taken from the new version"
    MERGED = "merged"
    CONFLICT = "conflicts"
    BELOW = "lies over the package's, which has changed"
    GONE = "the package has it no longer"
    UNKNOWN = "stands in for the package's, and nobody wrote down of which version it is a copy"


WRITTEN = frozenset({Fate.TAKEN, Fate.MERGED, Fate.BELOW})
OPEN = frozenset({Fate.CONFLICT, Fate.GONE, Fate.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Upgraded:
    """`diff` is what changed in the package's file since it was copied; `text` what the team's becomes.

    `original` is the package's text now.
    """

    name: str
    fate: Fate
    diff: str = ""
    text: str = ""
    original: str = ""
    conflicts: tuple[Conflict, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.fate in OPEN


def plan_upgrade(project: Project) -> tuple[Upgraded, ...]:
    """What becomes of every file that the project has in place of one of the package's.

    Raises:
        NotEjected: the project does not rest on the package.
        OriginalEdited: an original is not what it was.
        NoGit: there is no git to merge with.
    """
    below, root = layered(project), project.root
    originals = Originals.read(root)
    recorded = [one.name for one in originals.files if (root / one.name).is_file()]
    unknown = [name for name in _shadowing(project, below) if name not in recorded]
    return tuple(
        _upgraded(root, originals, name, _now(below, originals, name))
        for name in sorted((*recorded, *unknown))
    )


def carry_out(project: Project, upgrades: Iterable[Upgraded], *, mark: bool = False) -> None:
    """Write what could be merged; with `mark` also what could not, with git's marks around each conflict."""
    originals = Originals.read(project.root)
    for one in upgrades:
        if one.fate in WRITTEN or (mark and one.fate is Fate.CONFLICT):
            (project.root / one.name).write_text(one.text, encoding="utf-8", newline="\n")
            originals = originals.with_text(project.root, one.name, one.original)
    originals.write(project.root)


def accept(project: Project, name: str) -> None:
    """Take a file as it is for one that is up to date.

    Raises:
        NotEjected: the package has no such file.
    """
    below, originals = layered(project), Originals.read(project.root)
    now = _now(below, originals, name)
    if now is None:
        kept = tuple(one for one in originals.files if one.name != name)
        Originals(originals.project, originals.ci, kept).write(project.root)
    else:
        originals.with_text(project.root, name, now).write(project.root)


def _shadowing(project: Project, below: Path) -> Iterator[str]:
    """Files of the project that the package has too, but not those that only wrap the package's."""
    for folder in FOLDERS:
        for path in project.files(folder, *SUFFIXES):
            name = project.name_of(path)
            if name.startswith((BELOW, SETTINGS)) or not (below / name).is_file():
                continue
            if not lies_over(name, path.read_text(encoding="utf-8")):
                yield name


def _now(below: Path, originals: Originals, name: str) -> str | None:
    if name.startswith(tuple(f"{folder}/" for folder in FOLDERS)):
        return (below / name).read_text(encoding="utf-8") if (below / name).is_file() else None
    return starter_text(name, Facts(originals.project, originals.ci))


def _upgraded(root: Path, originals: Originals, name: str, now: str | None) -> Upgraded:
    before = originals.text(root, name)
    ours = (root / name).read_text(encoding="utf-8")
    if now is None:
        return Upgraded(name, Fate.GONE)
    if before is None:
        fate = Fate.SAME if ours == now else Fate.UNKNOWN
        return Upgraded(name, fate, _diff(name, now, ours, "package", "yours"), original=now)
    if now in {before, ours}:
        return Upgraded(name, Fate.SAME, original=now)
    diff = _diff(name, before, now, originals.version(name), __version__)
    if ours == before:
        return Upgraded(name, Fate.TAKEN, diff, now, now)
    if lies_over(name, ours):
        return Upgraded(name, Fate.BELOW, diff, ours, now)
    merged = merge(before, ours, now, (f"{name}, yours", "as it was copied", f"{name}, {__version__}"))
    fate = Fate.CONFLICT if merged.conflicts else Fate.MERGED
    return Upgraded(name, fate, diff, merged.text, now, merged.conflicts)


def _diff(name: str, before: str, after: str, old: str, new: str) -> str:
    lines = unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"{name} ({old})",
        f"{name} ({new})",
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ no newline at the end\n" for line in lines)

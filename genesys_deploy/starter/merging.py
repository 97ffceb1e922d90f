"""Three texts made one: the original, what a team made of it, and what the package made of it.

`git merge-file` does it: the merge that the team's own repository does every day, and with it the same notion of what
conflicts.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from genesys_deploy.starter.errors import NoGit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Conflict", "Merged", "merge"]

SECONDS = 10
FAILED = 128
MARKER_SIZE = 7
_CONFLICT = re.compile(
    r"^<{7} [^\n]*\n(?P<ours>.*?)^\|{7} [^\n]*\n.*?^={7}\n(?P<theirs>.*?)^>{7} [^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """`line` is the first of the team's file; `ours` and `theirs` are the lines that cannot both be."""

    line: int
    ours: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """`text` has git's marks around each conflict."""

    text: str
    conflicts: tuple[Conflict, ...]


def merge(original: str, ours: str, theirs: str, labels: tuple[str, str, str]) -> Merged:
    """Bring into `ours` what changed from `original` to `theirs`.

    Args:
        original: what both began with.
        ours: the team's.
        theirs: the package's.
        labels: what the marks call ours, the original and theirs.

    Raises:
        NoGit: there is none.
    """
    text = _merge_file((ours, original, theirs), labels)
    return Merged(text, tuple(_conflicts(text, ours.splitlines())))


def _merge_file(texts: tuple[str, str, str], labels: tuple[str, str, str]) -> str:
    git = shutil.which("git")
    if git is None:
        raise NoGit("git merges the files, and there is none", hint="install git")
    with TemporaryDirectory(prefix="genesys-deploy-") as folder:
        files = [Path(folder) / name for name in ("ours", "original", "theirs")]
        for file, text in zip(files, texts, strict=True):
            file.write_text(text, encoding="utf-8", newline="\n")
        named = [word for label in labels for word in ("-L", label)]
        size = f"--marker-size={MARKER_SIZE}"
        command = [git, "merge-file", "-p", "--diff3", size, *named, *map(str, files)]
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603  git
    if done.returncode >= FAILED:
        raise NoGit(f"git could not merge: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode()


def _conflicts(text: str, ours: Sequence[str]) -> Iterator[Conflict]:
    at = 0
    for found in _CONFLICT.finditer(text):
        mine, theirs = found["ours"].splitlines(), found["theirs"].splitlines()
        before = text[: found.start()].splitlines()
        at = _line(ours, mine, before[-1] if before else None, at)
        yield Conflict(at + 1, tuple(mine), tuple(theirs))
        at += len(mine)


def _line(ours: Sequence[str], mine: Sequence[str], before: str | None, start: int) -> int:
    """Where a conflict's own lines stand from `start` on; where they are none, after the line before."""
    for at in range(start, len(ours)):
        if mine and list(ours[at : at + len(mine)]) == list(mine):
            return at
        if not mine and ours[at] == before:
            return at + 1
    return min(start, max(len(ours) - 1, 0))

"""A new repository, or what one lacks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from genesys_deploy.source.locate import find_project, shipped_root
from genesys_deploy.starter.ejecting import eject
from genesys_deploy.starter.errors import UnfitName
from genesys_deploy.starter.files import starter_files
from genesys_deploy.starter.originals import Originals
from genesys_deploy.starter.wrapping import lies_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from genesys_deploy.starter.files import Facts

__all__ = ["Made", "What", "make"]

EJECTED = "data_actions/get-account.yaml"
OWN = ("README.md", "genesys-deploy.yaml", "flows/")
"""What the team changes from the first day on, so that no upgrade meddles with it."""
_PROJECT = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*\Z")


class What(StrEnum):
    """What became of a file."""

    WRITTEN = "written"
    SAME = "as it is"
    KEPT = "kept: it is otherwise (--force writes it anew)"


@dataclass(frozen=True, slots=True)
class Made:
    name: str
    what: What


def make(root: Path, facts: Facts, *, force: bool = False) -> Iterator[Made]:
    """Write the files of a new repository; what is there already stays as it is, unless it is `force`d.

    Raises:
        UnfitName: the project's name.
    """
    if not _PROJECT.match(facts.project):
        hint = "lower-case letters, digits and hyphens, such as social-care; give it with --name"
        raise UnfitName(f"{facts.project!r} is no name for a project", hint=hint)
    originals = Originals.read(root)
    originals = Originals(facts.project, facts.ci, originals.files)
    for name, text in starter_files(facts):
        made = _write(root / name, name, text, force=force)
        if made.what is What.WRITTEN and (original := _original(name, text)):
            originals = originals.with_text(root, name, original)
        yield made
    originals.write(root)
    yield _ejected(root, force=force)


def _original(name: str, text: str) -> str:
    """What an upgrade is to compare a file with: of one that lies over the package's, that one."""
    if lies_over(name, text):
        return (shipped_root() / name).read_text(encoding="utf-8")
    return "" if name.startswith(OWN) else text


def _ejected(root: Path, *, force: bool) -> Made:
    if (root / EJECTED).exists() and not force:
        return Made(EJECTED, What.SAME)
    eject(find_project(root), EJECTED, force=force)
    return Made(EJECTED, What.WRITTEN)


def _write(path: Path, name: str, text: str, *, force: bool) -> Made:
    if path.exists() and not force:
        is_same = path.is_file() and path.read_text(encoding="utf-8") == text
        return Made(name, What.SAME if is_same else What.KEPT)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return Made(name, What.WRITTEN)

"""The files that a new repository is made of, as they come with this version of the package."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from genesys_deploy import __version__
from genesys_deploy.source.locate import shipped_root

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Ci", "Facts", "starter_files", "starter_text"]

Ci: TypeAlias = Literal["github", "gitlab", "none"]

FOLDER = Path(__file__).resolve().parent / "files"
ACTION = "dot-github/actions/genesys-deploy/action.yml"
DOT = "dot-"
GITHUB = "dot-github/"
GITLAB = "dot-gitlab-ci.yml"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the files say of the team's own."""

    project: str
    ci: Ci = "github"

    @property
    def title(self) -> str:
        """`social-care` as people write it: `Social Care`."""
        return " ".join(word.capitalize() for word in self.project.replace("_", "-").split("-") if word)


def starter_files(facts: Facts) -> Iterator[tuple[str, str]]:
    """Every file of a new repository: its name there, and its text."""
    for name in _names():
        if _is_wanted(name, facts.ci):
            yield _called(name), _rendered(name, facts)


def starter_text(name: str, facts: Facts) -> str | None:
    """One of these files as this version has it; None where it has none of this name."""
    return dict(starter_files(facts)).get(name)


def _names() -> list[str]:
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}
    return sorted(there | {ACTION})


def _is_wanted(name: str, ci: Ci) -> bool:
    return ci == "github" if name.startswith(GITHUB) else name != GITLAB or ci == "gitlab"


def _called(name: str) -> str:
    """A file that began with a dot would be one of this repository's own."""
    return f".{name.removeprefix(DOT)}" if name.startswith(DOT) else name


def _rendered(name: str, facts: Facts) -> str:
    values = {"project": facts.project, "title": facts.title, "version": __version__, "ci": facts.ci}
    if name == ACTION and not (FOLDER / name).is_file():
        # In a checkout it stands where users of the action look for it, and not twice.
        return (shipped_root() / "action.yml").read_text(encoding="utf-8")
    return _environment().get_template(name).render(values)


@cache
def _environment() -> Environment:
    """The files are templates themselves, of flows and of CI: ours have square brackets."""
    return Environment(  # noqa: S701  no HTML
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        variable_start_string="[[ ",
        variable_end_string=" ]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        trim_blocks=True,
        keep_trailing_newline=True,
    )

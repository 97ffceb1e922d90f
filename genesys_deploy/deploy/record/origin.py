"""Who applies what: from the variables of GitHub and GitLab, else from git and the system."""

from __future__ import annotations

import getpass
import shutil
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from genesys_deploy.deploy.record.releases import Release

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from genesys_deploy.source.project import Project

__all__ = ["commit_of", "release_of"]

COMMITS = ("GITHUB_SHA", "CI_COMMIT_SHA")
ACTORS = ("GITHUB_ACTOR", "GITLAB_USER_LOGIN")
GIT_SECONDS = 10


def release_of(bundle: str, environment: Mapping[str, str], project: Project) -> Release:
    """The release of a content, from here and now; what nobody knows is empty.

    What was built knows its commit and its hash.
    """
    built, now = project.built, datetime.now(UTC).isoformat(timespec="seconds")
    actor = _first(environment, ACTORS) or _user()
    if built is not None:
        return Release(bundle, built.commit, actor, now, archive=built.hash)
    return Release(bundle, commit_of(environment, project.root), actor, now)


def commit_of(environment: Mapping[str, str], folder: Path) -> str:
    """The commit of a folder, empty where nobody knows.

    One that git tells ends with `-dirty` where files in the folder's checkout differ from it.
    """
    return _first(environment, COMMITS) or _commit(folder)


def _first(environment: Mapping[str, str], names: Sequence[str]) -> str:
    return next((value for name in names if (value := environment.get(name, ""))), "")


def _commit(folder: Path) -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    command = [git, "-C", str(folder), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    try:
        told = subprocess.run(  # noqa: S603  git, with arguments of ours
            command, capture_output=True, text=True, timeout=GIT_SECONDS, check=True
        )
    except (subprocess.SubprocessError, OSError):
        return ""
    return told.stdout.strip()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""

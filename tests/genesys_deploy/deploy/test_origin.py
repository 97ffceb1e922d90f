"""Who applies what, from where it runs."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from genesys_deploy.deploy.record.origin import release_of
from genesys_deploy.source.project import Built, Project

GITHUB = {"GITHUB_SHA": "abc", "GITHUB_ACTOR": "ada"}
GITLAB = {"CI_COMMIT_SHA": "def", "GITLAB_USER_LOGIN": "grace"}


@pytest.mark.parametrize(
    ("environment", "commit", "actor"),
    [(GITHUB, "abc", "ada"), (GITLAB, "def", "grace"), (GITHUB | {"CI_COMMIT_SHA": ""}, "abc", "ada")],
)
def test_ci_says_it(environment: dict[str, str], commit: str, actor: str, tmp_path: Path) -> None:
    release = release_of("hash", environment, Project(tmp_path))
    assert (release.bundle, release.commit, release.actor) == ("hash", commit, actor)
    assert datetime.fromisoformat(release.time) <= datetime.now(UTC)


def test_a_bundle_knows_its_commit_itself(tmp_path: Path) -> None:
    release = release_of("hash", GITHUB, Project(tmp_path, built=Built("file's hash", "of the build")))
    assert (release.archive, release.commit, release.actor) == ("file's hash", "of the build", "ada")


def test_outside_of_any_checkout_there_is_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "grace")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    release = release_of("hash", {}, Project(tmp_path))
    assert (release.commit, release.actor) == ("", "grace")


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
def test_a_checkout_says_whether_it_was_edited(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        identity = ("-c", "user.name=ada", "-c", "user.email=ada@example.org")
        command = ["git", "-C", str(tmp_path), *identity, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    git("init", "-q")
    (tmp_path / "flow.yaml").write_text("one", encoding="utf-8")
    git("add", ".")
    git("commit", "-q", "-m", "one")
    head = git("rev-parse", "HEAD")
    assert release_of("hash", {}, Project(tmp_path)).commit == head
    (tmp_path / "flow.yaml").write_text("two", encoding="utf-8")
    assert release_of("hash", {}, Project(tmp_path)).commit == f"{head}-dirty"

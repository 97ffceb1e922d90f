"""The installed wheel works as the checkout does."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=60)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def _run(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # The checkout, which is installed for editing, must not be found first.
    code = (
        "import runpy, sys; sys.meta_path = [f for f in sys.meta_path if 'editable' not in repr(f).lower()];"
        f"sys.path[:] = [{str(installed)!r}] + [p for p in sys.path if {str(ROOT)!r} != p];"
        f"sys.argv = {['genesys-deploy', *arguments]!r}; runpy.run_module('genesys_deploy', run_name='__main__')"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [["validate"], ["render", "--settings", "demo", "--channel", "twitter"], ["simulate", "--text", "hi"]],
)
def test_flows_and_data_actions_come_with_it(installed: Path, tmp_path: Path, arguments: list[str]) -> None:
    done = _run(installed, tmp_path, *arguments)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("page", ["genesys_deploy/playground/page", "irp_stub/console/page"])
def test_pages_come_with_it_whole(installed: Path, page: str) -> None:
    there, here = ({one.name for one in (root / page).iterdir()} for root in (installed, ROOT))
    assert there == here


def test_a_team_s_repository_works_with_it(installed: Path, tmp_path: Path) -> None:
    made = _run(installed, tmp_path, "init", "social-care")
    assert (made.returncode, made.stderr) == (0, "")
    team = tmp_path / "social-care"
    for name in (".github/actions/genesys-deploy/action.yml", ".gitignore", "flows/steps/review.j2"):
        assert (team / name).is_file()
    for arguments in (
        ["validate"],
        ["test", "flows/scenarios/reviews.yaml"],
        ["eject", "guest"],
        ["upgrade"],
        ["build", "--out", "bundle.zip"],
        ["validate", "--bundle", "bundle.zip", "--settings", "prod"],
    ):
        done = _run(installed, team, *arguments)
        assert (done.returncode, done.stderr) == (0, ""), arguments


def test_it_is_the_wheel_that_ran(installed: Path, tmp_path: Path) -> None:
    (installed / "genesys_deploy" / "_project" / "flows" / "settings" / "local.yaml").write_text(
        "- 1\n", encoding="utf-8"
    )
    done = _run(installed, tmp_path, "validate")
    assert done.returncode == 1
    assert "settings must be a mapping" in done.stderr

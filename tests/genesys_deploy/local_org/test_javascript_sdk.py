"""The official JavaScript SDK, unmodified, against the local org; runs where Node is there, and the SDK can be had."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from genesys_deploy.local_org.server import RunningOrg

SDK = "purecloud-platform-client-v2"
VERSION = "262.0.0"
WALK = Path(__file__).with_name("walk.js")
INSTALL_SECONDS = 60


def node(*arguments: str, modules: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["node", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "NODE_PATH": modules or os.environ.get("NODE_PATH", "")},
    )


@pytest.fixture(scope="module")
def modules() -> str:
    """Where Node finds the SDK: as NODE_PATH says, else in the user's cache, where it is installed once."""
    if shutil.which("node") is None:
        pytest.skip("there is no Node here")
    if node("-e", f"require.resolve('{SDK}')").returncode == 0:
        return os.environ.get("NODE_PATH", "")
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "genesys-deploy" / "tests"
    kept = cache / f"{SDK}-{VERSION}"
    if not kept.is_dir():
        install(kept)
    return str(kept / "node_modules")


def install(kept: Path) -> None:
    """Into a folder beside it first, so that an installation that was broken off is not taken for one."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"there is no npm here, and Node does not find {SDK}")
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        quiet = ("--no-audit", "--no-fund", "--no-save", "--ignore-scripts", "--fetch-retries=0")
        try:
            done = subprocess.run(
                [npm, "install", *quiet, "--prefix", folder, f"{SDK}@{VERSION}"],
                capture_output=True,
                text=True,
                timeout=INSTALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            pytest.skip(f"npm does not get {SDK} within {INSTALL_SECONDS} s")
        if done.returncode:
            errors = [line for line in done.stderr.splitlines() if "error" in line.lower()]
            pytest.skip(f"npm does not get {SDK}: {(errors or ['no reason given'])[0]}")
        whole = Path(folder, "whole")
        whole.mkdir()
        Path(folder, "node_modules").rename(whole / "node_modules")
        with contextlib.suppress(OSError):  # somebody else was quicker
            whole.rename(kept)


def test_the_main_way_with_the_javascript_sdk(running: RunningOrg, modules: str) -> None:
    done = node(str(WALK), running.url.rpartition(":")[2], modules=modules)
    assert json.loads(done.stdout or "null") == {
        "refused": "duplicate.name",
        "job": "Success",
        "queue": "VIP",
    }, done.stderr

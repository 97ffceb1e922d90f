"""The official JavaScript SDK, unmodified, against the local org; runs where Node and the SDK are there."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from genesys_deploy.local_org.server import RunningOrg

SDK = "purecloud-platform-client-v2"
WALK = Path(__file__).with_name("walk.js")


def node(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["node", *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_the_main_way_with_the_javascript_sdk(running: RunningOrg) -> None:
    if shutil.which("node") is None:
        pytest.skip("there is no Node here")
    if node("-e", f"require.resolve('{SDK}')").returncode:
        pytest.skip(f"Node does not find {SDK}: npm install it and set NODE_PATH")
    done = node(str(WALK), running.url.rpartition(":")[2])
    assert json.loads(done.stdout or "null") == {
        "refused": "duplicate.name",
        "job": "Success",
        "queue": "VIP",
    }, done.stderr

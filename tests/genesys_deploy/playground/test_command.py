"""`genesys-deploy play` as its user would run it."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import requests

from tests.genesys_deploy.playground.conftest import EXPORT

if TYPE_CHECKING:
    from pathlib import Path

COMMAND = [sys.executable, "-m", "genesys_deploy", "play", "--port", "0"]


def test_it_says_where_it_listens_and_stops_when_it_is_told_to(tmp_path: Path) -> None:
    export = tmp_path / "Theirs.yaml"
    export.write_text(EXPORT, encoding="utf-8")
    with subprocess.Popen([*COMMAND, str(export)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        assert said.startswith("listening on http://127.0.0.1:")
        told = requests.get(f"{said.split()[-1]}/api/overview", timeout=10).json()
        assert told["flows"] == ["Theirs.yaml"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    assert list(tmp_path.iterdir()) == [export]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{flow}", "--live", "http://127.0.0.1:1"], "leave FLOW or --live out"),
        (["{broken}"], "broken.yaml:2:1: not readable as YAML"),
        (["{strange}"], "not readable as UTF-8"),
        (["--project", "{folder}"], "is no project"),
        (["--settings", "lokal"], "local"),
    ],
)
def test_what_cannot_be_played_is_said_at_once(tmp_path: Path, arguments: list[str], said: str) -> None:
    flow, broken = tmp_path / "flow.yaml", tmp_path / "broken.yaml"
    flow.write_text(EXPORT, encoding="utf-8")
    broken.write_text("[", encoding="utf-8")
    strange = tmp_path / "strange.yaml"
    strange.write_bytes(b"name: \xe9")
    given = [one.format(flow=flow, broken=broken, strange=strange, folder=tmp_path) for one in arguments]
    done = subprocess.run([*COMMAND, *given], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr

"""What a command loads, and that the org is asked who we are before the project is rendered."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from genesys_deploy.bundle import bundle
from genesys_deploy.cli.app import main
from genesys_deploy.source.locate import find_project

ROOT = find_project().root
OFFLINE = (
    ["--help"],
    ["plan", "--help"],
    ["validate", "--channel", "twitter"],
    ["render", "--channel", "twitter", "--flow"],
    ["simulate", "--channel", "twitter", "--text", "hello"],
    ["test", "flows/scenarios/bots.yaml"],
    ["prove", "--channel", "twitter", "--help"],
    ["graph", "--channel", "twitter"],
    ["expr", "1 + 1"],
    [
        "action",
        "request",
        "data_actions/get-account.yaml",
        "--setting",
        "crm_url=https://crm",
        "--input",
        "{}",
    ],
    ["assumptions"],
)
NEVER = (
    "PureCloudPlatformClientV2",
    "requests",
    "urllib3",
    "genesys_deploy.deploy",
    "genesys_deploy.platform.cloud",
)


@pytest.mark.parametrize("arguments", OFFLINE, ids=lambda arguments: arguments[0])
def test_what_needs_no_org_loads_nothing_to_reach_one(arguments: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "genesys_deploy", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
    )
    loaded = {
        line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time")
    }
    assert "genesys_deploy.cli.app" in loaded
    assert [name for name in loaded if name in NEVER] == []


@pytest.fixture
def login() -> Iterator[tuple[str, threading.Event]]:
    """An org that knows nobody, and an event that says that somebody asked."""
    asked = threading.Event()

    class Login(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.set()
            self.send_response(400)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(b'{"error": "invalid_client"}')

        def log_message(self, *arguments: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Login)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("command", ["plan", "apply", "drift"])
def test_the_log_in_is_under_way_while_the_project_is_rendered(
    login: tuple[str, threading.Event],
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    url, asked = login
    build = bundle.build_bundle
    waited: list[bool] = []

    def build_when_asked(*arguments: Any) -> Any:
        waited.append(asked.wait(timeout=60))
        return build(*arguments)

    monkeypatch.setattr(bundle, "build_bundle", build_when_asked)
    for name, value in {
        "GENESYSCLOUD_REGION": url,
        "GENESYSCLOUD_OAUTHCLIENT_ID": "nobody",
        "GENESYSCLOUD_OAUTHCLIENT_SECRET": "hunter2",
        "IRP_API_KEY": "key",
        "OPEN_MESSAGING_SECRET": "secret",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["genesys-deploy", command])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (waited, ended.value.code) == ([True], 1)
    assert "does not accept the OAuth client" in capsys.readouterr().err


def test_a_projects_own_faults_come_before_what_is_wrong_with_the_org(
    login: tuple[str, threading.Event],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for folder in ("flows", "data_actions"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    step = tmp_path / "flows" / "steps" / "merge.j2"
    step.write_text(step.read_text(encoding="utf-8").replace("{% endfor %}", "", 1), encoding="utf-8")
    monkeypatch.setenv("GENESYSCLOUD_REGION", login[0])
    monkeypatch.setattr(sys, "argv", ["genesys-deploy", "plan", "--project", str(tmp_path)])
    with pytest.raises(SystemExit):
        main()
    assert "flows/steps/merge.j2:" in capsys.readouterr().err

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from genesys_deploy.cli.app import main
from genesys_deploy.local_org.server import RunningOrg, serve
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.cloud import CloudOrg
from genesys_deploy.resources import Secret
from genesys_deploy.source.locate import find_project

ROOT = find_project().root
SECRETS = {"IRP_API_KEY": "the-irp-key", "OPEN_MESSAGING_SECRET": "the-signature"}
PASSWORD = "local-secret"
CLIENT = {"GENESYSCLOUD_OAUTHCLIENT_ID": "local-client", "GENESYSCLOUD_OAUTHCLIENT_SECRET": PASSWORD}
NO_SECRETS = ("GENESYSCLOUD_OAUTHCLIENT_ID", "GENESYSCLOUD_REGION")
CI_VARIABLES = ("GITHUB_SHA", "GITHUB_ACTOR", "CI_COMMIT_SHA", "GITLAB_USER_LOGIN")
CREDENTIAL_VARIABLES = ("GENESYSCLOUD_", "IRP_API_KEY", "OPEN_MESSAGING_SECRET")


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]
Cli = Callable[..., Ran]


@pytest.fixture
def run() -> Run:
    """`genesys-deploy` as its user would run it: a process of its own, with nothing in the environment.

    None of the secrets that it is given is in what it prints.
    """

    def run_command(
        *arguments: str, stdin: str = "", env: Mapping[str, str] | None = None, cwd: Path = ROOT
    ) -> Ran:
        clean = {
            name: value for name, value in os.environ.items() if not name.startswith(CREDENTIAL_VARIABLES)
        }
        done = subprocess.run(
            [sys.executable, "-m", "genesys_deploy", *arguments],
            input=stdin,
            env={**clean, **(env or {})},
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        for name, value in (env or {}).items():
            if name.startswith(CREDENTIAL_VARIABLES) and name not in NO_SECRETS:
                assert not value or value not in done.stdout + done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    return run_command


@pytest.fixture
def cli(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
) -> Cli:
    """`genesys-deploy` in this process, against an org.

    Whatever it prints, logs at the lowest level, or writes below `tmp_path`: no secret is in it.
    """
    caplog.set_level(logging.DEBUG)

    def run_here(org: RunningOrg | str, *arguments: str, env: Mapping[str, str] | None = None) -> Ran:
        for name in list(os.environ):
            if name.startswith((*CREDENTIAL_VARIABLES, *CI_VARIABLES)):
                monkeypatch.delenv(name)
        region = org if isinstance(org, str) else org.url
        given = {**CLIENT, "GENESYSCLOUD_REGION": region, **(SECRETS if env is None else env)}
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["genesys-deploy", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        shown = "".join((out, err, caplog.text, *_contents(tmp_path)))
        for secret in (*SECRETS.values(), PASSWORD, given["GENESYSCLOUD_OAUTHCLIENT_SECRET"].strip()):
            assert not secret or secret not in shown
        assert "Traceback" not in err
        return Ran(int(ended.value.code or 0), out, err)

    return run_here


def _contents(folder: Path) -> Iterator[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return (path.read_text(encoding="utf-8", errors="replace") for path in files)


@pytest.fixture
def server() -> Iterator[RunningOrg]:
    with serve() as running:
        yield running


@pytest.fixture
def applied(server: RunningOrg, cli: Cli) -> RunningOrg:
    assert cli(server, "apply").code == 0
    return server


@pytest.fixture
def org(server: RunningOrg) -> Iterator[CloudOrg]:
    org = connect(Credentials("local-client", Secret(PASSWORD), server.url))
    yield org
    org.close()

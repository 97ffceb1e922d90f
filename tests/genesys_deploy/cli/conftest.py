from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from genesys_deploy.source.locate import find_project

ROOT = find_project().root
CREDENTIAL_VARIABLES = ("GENESYSCLOUD_", "IRP_API_KEY", "OPEN_MESSAGING_SECRET")


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run() -> Run:
    """`genesys-deploy` as its user would run it: a process of its own, with nothing in the environment."""

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
        return Ran(done.returncode, done.stdout, done.stderr)

    return run_command

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Terraform = Callable[..., str]


@pytest.fixture
def terraform(tmp_path: Path) -> Terraform:
    """The tool itself, which judges our files where it is there; it asks nobody for anything."""
    found = shutil.which("terraform")
    if found is None:
        pytest.skip("terraform is not installed here")
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}

    def run(*arguments: str, stdin: str = "", folder: Path = tmp_path) -> str:
        done = subprocess.run(
            [found, *arguments],
            input=stdin,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run

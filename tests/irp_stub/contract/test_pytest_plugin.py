"""A team's own tests beside the rules."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.irp_stub.contract.broken_identity import MindsCase
from tests.irp_stub.contract.model_irp import KEY, Model, serve

THEIRS = """
def test_staff_are_nobodys_customers(irp):
    assert not irp.resolve("twitter", user_id="4711").resolved

def test_the_contract(irp, irp_rule):
    irp_rule.check(irp)
"""


def run(folder: Path, *options: str) -> str:
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "test_theirs.py").write_text(THEIRS)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "irp_stub.contract.pytest_plugin",
        "-p",
        "no:cacheprovider",
        "-rfs",
    ]
    environment = {**os.environ, "IRP_KEY": KEY, "PYTHONPATH": str(Path(__file__).parents[3])}
    command += ["--strict-markers", "--irp-key-env", "IRP_KEY", "--irp-rate", "900", *options, str(folder)]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, timeout=60, check=False, cwd=folder
    ).stdout


def test_a_platform_that_works_passes_both(tmp_path: Path) -> None:
    with serve(Model()) as url:
        told = run(tmp_path, "--irp-url", url)
    assert " failed" not in told
    assert "--no-load" in told
    assert " passed" in told


def test_a_broken_rule_is_its_sentence(tmp_path: Path) -> None:
    with serve(MindsCase()) as url:
        told = run(tmp_path, "--irp-url", url, "-m", "not irp_should")
    assert "test_the_contract[handle-normalised]" in told
    assert "1 failed" in told
    assert "Traceback" not in told
    assert "stable-answers" not in told


def test_without_a_platform_everything_is_skipped(tmp_path: Path) -> None:
    told = run(tmp_path)
    assert "no platform was named (--irp-url)" in told
    assert " passed" not in told

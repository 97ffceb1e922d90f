"""The accuracy benchmark in small: no false merge, every look-alike caught, every changed handle followed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).resolve().parents[3] / "benchmarks" / "bench_irp_accuracy.py"


def test_nobody_is_taken_for_somebody_else() -> None:
    command = [sys.executable, str(BENCHMARK), "--customers", "1500", "--queries", "60", "--seed", "11"]
    ended = subprocess.run(
        command, capture_output=True, text=True, timeout=100, check=False, cwd=BENCHMARK.parents[1]
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr

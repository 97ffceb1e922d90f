"""What commands cost that need no org, process start included, as multiples of what Python itself costs.

    python benchmarks/bench_offline.py [RUNS]

The least of several runs counts, since other people may use the machine; a first run, which writes bytecode, does not.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PROJECT = Path(__file__).resolve().parents[1]
PYTHON = (sys.executable, "-c", "pass")
GENESYS_DEPLOY = (sys.executable, "-m", "genesys_deploy")


@dataclass(frozen=True, slots=True)
class Command:
    """`target` is in seconds of processor time; `runs` is a limit for those that take long."""

    words: tuple[str, ...]
    target: float
    runs: int = 100


COMMANDS = (
    Command(("--help",), 0.3),
    Command(("validate", "--help"), 0.3),
    Command(("expr", 'If(2 > 1, "yes", "no")'), 0.3),
    Command(("render", "--channel", "twitter"), 0.3),
    Command(("simulate", "--text", "hello", "--handle", "@john_doe"), 0.5),
    Command(("graph",), 0.5),
    Command(("validate",), 0.5),
    Command(("test",), 1.5, runs=3),
    Command(("prove", "--channel", "twitter"), 1.0, runs=5),
)


def main(runs: int = 10) -> int:
    with tempfile.TemporaryDirectory() as bytecode:
        return _compare(runs, _environment(bytecode))


def _compare(runs: int, environment: Mapping[str, str]) -> int:
    start = least(PYTHON, environment, runs)
    print(f"{'python -c pass':34} {start * 1000:6.0f} ms")
    missed = 0
    for command in COMMANDS:
        seconds = least((*GENESYS_DEPLOY, *command.words), environment, min(runs, command.runs))
        missed += seconds > command.target
        print(
            f"{' '.join(command.words)[:34]:34} {seconds * 1000:6.0f} ms  {seconds / start:5.1f} x Python's start, "
            f"{seconds / command.target:.2f} of the target"
        )
    return int(missed > 0)


def least(words: tuple[str, ...], environment: Mapping[str, str], runs: int) -> float:
    """Seconds of processor time."""
    return min([_seconds(words, environment) for _ in range(runs + 1)][1:])


def _seconds(words: tuple[str, ...], environment: Mapping[str, str]) -> float:
    process = subprocess.Popen(words, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(words)}: exit code {process.returncode}")
    return used.ru_utime + used.ru_stime


def _environment(bytecode: str) -> dict[str, str]:
    """With bytecode, as everybody has it who does not forbid it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": bytecode}


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))

"""How long `genesys-deploy test` takes for the shipped scenarios, the start of the process included.

    python benchmarks/bench_scenarios.py [ROUNDS]

The quickest of several rounds counts: whatever else runs on the machine only ever adds. The goal is 1.5 s.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from genesys_deploy.simulate.scenario import read_scenarios, run_scenarios
from genesys_deploy.simulate.scenario.coverage import measure
from genesys_deploy.simulate.scenario.flows import Flows
from genesys_deploy.source.locate import find_project

ROOT = Path(__file__).resolve().parents[1]
GOAL_SECONDS = 1.5
COMMAND = ("-m", "genesys_deploy", "test", "--format", "json")


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    whole, told = quickest(rounds, COMMAND)
    start, _ = quickest(rounds, ("-m", "genesys_deploy", "test", "--help"))
    scenarios = json.loads(told)["scenarios"]
    assert all(scenario["passed"] for scenario in scenarios)
    print(f"genesys-deploy test      {whole:6.2f} s   {len(scenarios) / whole:6.0f} scenarios a second")
    print(f"  of the goal            {whole / GOAL_SECONDS:6.2f}     of {GOAL_SECONDS} s")
    print(f"  start of the process   {start / whole:6.0%}")
    again(rounds)


def quickest(rounds: int, arguments: tuple[str, ...]) -> tuple[float, bytes]:
    """Seconds of the quickest run, and what it printed."""
    times, printed = [], b""
    for _ in range(rounds):
        begin = time.perf_counter()
        printed = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True
        ).stdout
        times.append(time.perf_counter() - begin)
    return min(times), printed


def again(rounds: int) -> None:
    """In one process, with the flows compiled: plain, and watched for coverage."""
    project = find_project()
    paths = sorted((project.flows / "scenarios").glob("*.yaml"))
    files = [read_scenarios(path.read_text(encoding="utf-8"), project.name_of(path)) for path in paths]
    seconds = {}
    for watched in (False, True):
        flows = Flows(project, watched=watched)
        results = list(run_scenarios(files, flows))
        times = []
        for _ in range(rounds):
            begin = time.perf_counter()
            results = list(run_scenarios(files, flows))
            times.append(time.perf_counter() - begin)
        seconds[watched] = min(times)
    print(
        f"flows compiled already   {seconds[False]:6.2f} s   {len(results) / seconds[False]:6.0f} scenarios a second"
    )
    print(f"  watched for coverage   {seconds[True] / seconds[False]:6.2f}     times as long")
    begin = time.perf_counter()
    measure(results)
    print(f"  coverage counted       {(time.perf_counter() - begin) / seconds[True]:6.2f}     of that")


if __name__ == "__main__":
    main()

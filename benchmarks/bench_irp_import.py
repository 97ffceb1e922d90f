"""Identities a second that `irp-stub import` brings in, and what readers notice of an import and of merges.

    python benchmarks/bench_irp_import.py [--customers 50000] [--seconds 4] [--rate 500]

The import is the command on a file, reading and start included, on one core. Into an empty store first; then, into the
store so filled, while it is served on another core: as many customers again as fit into the time. Reads are asked for at
random moments at a fixed mean rate, over 32 connections, and each counts from the moment that was set for it; the generator
shares the server's core, of which both need little at such a rate.
Targets at 1,000,000 customers on a quiet machine: 60,000 a second into an empty store, 10,000 while serving; p99 of reads
meanwhile, and during merges, at most 3 times that of quiet reads.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

import requests as http
import uvloop

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.irp_load import CORES, Serving, at_quantile, paced
from benchmarks.irp_population import KEY, account_lines


class Taken(NamedTuple):
    """By the clock, and of CPU."""

    seconds: float
    cpu: float

    def told(self, identities: int) -> str:
        return f"{identities:,} identities in {self.seconds:.1f} s, {identities / self.seconds:,.0f}/s; {identities / self.cpu:,.0f} a CPU second"


def imported(file: Path, store: Path) -> Taken:
    """Import on the last core."""
    started, before = time.perf_counter(), os.times()
    command = [sys.executable, "-m", "irp_stub", "import", str(file), "--store", f"sqlite:{store}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        os.sched_setaffinity(process.pid, {CORES[-1]})
    assert process.returncode == 0
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Taken(time.perf_counter() - started, cpu)


class Merging(threading.Thread):
    """A steward who merges customers, `a_second` of them, until told to stop."""

    def __init__(self, port: int, a_second: float) -> None:
        super().__init__(daemon=True)
        self.url, self.pause = f"http://127.0.0.1:{port}/api/v1/customers", 1 / a_second
        self.over = threading.Event()
        self.merged = 0

    def run(self) -> None:
        with http.Session() as session:
            session.headers["X-API-Key"] = KEY
            while not self.over.wait(self.pause):
                into, gone = f"CRM_{4 * self.merged:09d}", f"CRM_{4 * self.merged + 1:09d}"
                done = session.post(
                    f"{self.url}/{into}/merge", data=json.dumps({"customer_id": gone}), timeout=30
                )
                assert done.status_code == 201, done.text
                self.merged += 1


class Importing(threading.Thread):
    """The command on a file of new customers, while others go on."""

    def __init__(self, folder: Path, store: Path, first: int, customers: int) -> None:
        super().__init__(daemon=True)
        self.folder, self.store, self.first, self.customers = folder, store, first, customers
        self.file = folder / "more.ndjson"
        self.identities = account_lines(self.file, first, customers)
        self.taken = Taken(0.0, 0.0)

    def run(self) -> None:
        self.taken = imported(self.file, self.store)


def reads(port: int, arguments: argparse.Namespace, seconds: float) -> list[float]:
    return uvloop.run(paced(port, arguments.customers, arguments.rate, seconds))


def p99(times: list[float]) -> float:
    return at_quantile(sorted(times), 0.99)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--customers", type=int, default=50_000)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each time that reads are watched")
    parser.add_argument("--rate", type=float, default=500.0, help="reads a second")
    parser.add_argument("--merges", type=float, default=20.0, help="merges a second")
    parser.add_argument("--folder", type=Path, help="work here instead of in a temporary folder")
    arguments = parser.parse_args()
    os.sched_setaffinity(0, {CORES[0]})
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        run(arguments, Path(folder))


def run(arguments: argparse.Namespace, folder: Path) -> None:
    store, file = folder / "irp.db", folder / "customers.ndjson"
    identities = account_lines(file, 0, arguments.customers)
    taken = imported(file, store)
    print(f"into an empty store: {taken.told(identities)}")
    with Serving.of(store) as server:
        uvloop.run(paced(server.port, arguments.customers, arguments.rate, 2.0))
        quiet = [p99(reads(server.port, arguments, arguments.seconds))]
        importing = Importing(folder, store, arguments.customers, round(arguments.seconds * 10_000))
        importing.start()
        beside_import = []
        while importing.is_alive():
            beside_import += reads(server.port, arguments, 1.0)
        quiet.append(p99(reads(server.port, arguments, arguments.seconds)))
        merging = Merging(server.port, arguments.merges)
        merging.start()
        beside_merges = p99(reads(server.port, arguments, arguments.seconds))
        merging.over.set()
        merging.join()
        quiet.append(p99(reads(server.port, arguments, arguments.seconds)))
    print(f"while serving: {importing.taken.told(importing.identities)}")
    print(
        f"{arguments.rate:,.0f} reads/s; server and generator on core {CORES[0]}, import on core {CORES[-1]}"
    )
    base = sorted(quiet)[1]
    print(f"p99 of reads: quiet {base:.2f} ms ({', '.join(f'{each:.2f}' for each in quiet)})")
    worst = p99(beside_import)
    print(f"  during an import {worst:.2f} ms, {worst / base:.2f} times as long")
    print(
        f"  during {merging.merged} merges {beside_merges:.2f} ms, {beside_merges / base:.2f} times as long"
    )


if __name__ == "__main__":
    main()

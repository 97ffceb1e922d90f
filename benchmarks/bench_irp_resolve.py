"""Resolves a second of the reference IRP, against the same server that answers a constant.

    python benchmarks/bench_irp_resolve.py [--customers 100000] [--seconds 3] [--rounds 3] [--larger 0]

Both servers run one worker on one core with key, rate limit, validation and metrics; the constant one reads no
store. The load generator is a closed loop over keep-alive connections, on another core where there is one, and
draws accounts at random over the whole store. Latencies are those of a saturated server as the client sees them.
With `--larger N` a store of N customers is measured too, in turns, for the ratio of the slowest answers.
Targets, at 1,000,000 customers on a quiet machine: 15,000 a second with p99 below 5 ms, ratio 0.6; p99 at ten times
the customers at most 1.5 times as long.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.irp_load import CORES, Measured, Serving
from benchmarks.irp_population import KEY, fill
from irp_stub.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform


def serve_constant(path: Path) -> None:
    """The same server; the endpoint does all that comes before the store, and answers a constant."""
    from dataclasses import replace

    from irp_stub.api.claims import claim_of
    from irp_stub.api.endpoints import ROUTES
    from irp_stub.api.http.application import Application
    from irp_stub.api.http.exchange import Reply
    from irp_stub.api.http.server import Listen, serve
    from irp_stub.api.platform import open_platform
    from irp_stub.api.resolving import limit

    answer = Reply(200, b"x" * 530)

    async def constant(platform: Platform, call: Call) -> Reply:
        limit(platform, claim_of(call.message, call.key))
        return answer

    routes = tuple(replace(r, handler=constant) if r.name == "resolve" else r for r in ROUTES)
    platform = open_platform(SqliteStore(path), KEY)
    application = Application(platform, routes=routes)
    serve(
        platform,
        Listen(),
        on_bound=lambda url: print(f"listening on {url}", flush=True),
        application=application,
    )


def measure(server: Serving, customers: int, arguments: argparse.Namespace) -> Measured:
    with server:
        server.measure(customers, arguments.connections, arguments.warm_up)
        return server.measure(customers, arguments.connections, arguments.seconds)


def show(name: str, found: list[Measured]) -> Measured:
    best = max(found, key=lambda each: each.rate)
    print(f"{name:16} {best}   (median {median(each.rate for each in found):,.0f}/s)")
    return best


def store(folder: Path, customers: int) -> Path:
    path = folder / f"irp-{customers}.db"
    if not path.exists():
        fill(path, customers)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--larger", type=int, default=0, help="customers of a second store")
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--warm-up", type=float, default=1.5, help="seconds before each round")
    parser.add_argument("--rounds", type=int, default=3, help="the quickest of them is told, and the median")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--stores", type=Path, help="keep the stores in this folder and use them again")
    parser.add_argument("--constant", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.constant:
        serve_constant(arguments.constant)
        return
    os.sched_setaffinity(0, {CORES[-1]})
    with tempfile.TemporaryDirectory() as folder:
        compare(arguments, arguments.stores or Path(folder))


def compare(arguments: argparse.Namespace, folder: Path) -> None:
    path = store(folder, arguments.customers)
    larger = store(folder, arguments.larger) if arguments.larger else None
    constant, resolving, larger_too = [], [], []
    for _ in range(arguments.rounds):
        constant.append(measure(Serving(__file__, "--constant", str(path)), arguments.customers, arguments))
        resolving.append(measure(Serving.of(path), arguments.customers, arguments))
        if larger:
            larger_too.append(measure(Serving.of(larger), arguments.larger, arguments))
    print(
        f"{arguments.connections} connections, server on core {CORES[0]}, load generator on core {CORES[-1]}"
    )
    quickest = show("constant", constant)
    best = show("resolve", resolving)
    by_cpu = min(each.cpu for each in constant) / min(each.cpu for each in resolving)
    print(f"ratio {best.rate / quickest.rate:.2f} by requests/s, {by_cpu:.2f} by least CPU a request")
    if larger:
        show(f"{arguments.larger:,}", larger_too)
        slowest, before = (min(each.p99 for each in found) for found in (larger_too, resolving))
        print(
            f"p99 at {arguments.larger:,} customers is {slowest / before:.2f} times that at {arguments.customers:,}"
        )


if __name__ == "__main__":
    main()

"""Resolves a second of the reference IRP, against the same server that answers a constant.

    python benchmarks/bench_irp_resolve.py [--customers 100000] [--seconds 3] [--rounds 3]

Both servers run one worker on one core with key, rate limit, validation and metrics; the constant one reads no
store. The load generator is a closed loop over keep-alive connections, on another core where there is one, and
draws accounts at random over the whole store. Latencies are those of a saturated server as the client sees them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import uvloop

from irp_stub.identity.handle import read_handle
from irp_stub.store.records import Customer, Mailbox, Person, PlatformAccount
from irp_stub.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator

    from irp_stub.api.exchange import Call
    from irp_stub.api.platform import Platform

KEY = "benchmark-key-0123456789"
CHANNELS = ("twitter", "linkedin", "instagram")
BATCH = 5_000


def account(number: int, at: int) -> PlatformAccount:
    return PlatformAccount(CHANNELS[at], f"{at}{number:09d}", read_handle(f"person_{number}_{at}"))


def people(customers: int) -> Iterator[list[Person]]:
    """2.2 accounts a customer on average, one proven mailbox each."""
    draw, now = random.Random(7), time.time()
    for start in range(0, customers, BATCH):
        batch = []
        for number in range(start, min(start + BATCH, customers)):
            accounts = draw.choices((1, 2, 3), (25, 30, 45))[0]
            customer = Customer(f"CRM_{number:09d}", f"Customer {number}", "Gold", "2026-11-01T00:00:00Z")
            mailbox = Mailbox(f"c{number}@mail.net", verified=True)
            batch.append(
                Person(customer, (mailbox,), tuple(account(number, at) for at in range(accounts)), now)
            )
        yield batch


def fill(path: Path, customers: int) -> None:
    store = SqliteStore(path)
    started = time.perf_counter()
    for _ in store.load(people(customers)):
        pass
    taken = time.perf_counter() - started
    store.close()
    identities = round(customers * 2.2)
    size = path.stat().st_size / 1e6
    print(
        f"store: {customers:,} customers, {identities:,} identities, {size:,.0f} MB, {taken:.1f} s,", end=" "
    )
    print(f"{identities / taken:,.0f} identities/s (made in this process, no JSON read)")


def serve_constant(path: Path) -> None:
    """The same server; the endpoint does all that comes before the store, and answers a constant."""
    from dataclasses import replace

    from irp_stub.api.application import Application
    from irp_stub.api.claims import claim_of
    from irp_stub.api.endpoints import ROUTES
    from irp_stub.api.exchange import Reply
    from irp_stub.api.platform import open_platform
    from irp_stub.api.resolving import limit
    from irp_stub.api.server import Listen, serve

    answer = Reply(200, b"x" * 450)

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


class Client(asyncio.Protocol):
    """One connection: send, wait for the whole answer, note the time, send the next."""

    def __init__(self, requests: Iterator[bytes], until: float) -> None:
        self.requests, self.until = requests, until
        self.times: list[float] = []
        self.done = asyncio.get_running_loop().create_future()
        self.buffer = b""
        self.sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)
        self.send()

    def send(self) -> None:
        self.sent = time.perf_counter()
        self.transport.write(next(self.requests))

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head = self.buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        at = self.buffer.find(b"content-length: ")
        length = int(self.buffer[at + 16 : self.buffer.find(b"\r", at)])
        if len(self.buffer) < head + 4 + length:
            return
        assert self.buffer.startswith(b"HTTP/1.1 200"), self.buffer[:400]
        self.buffer = b""
        now = time.perf_counter()
        self.times.append(now - self.sent)
        if now < self.until:
            self.send()
        elif not self.done.done():
            self.done.set_result(None)
            self.transport.close()


@dataclass(frozen=True)
class Measured:
    """Times in milliseconds, CPU in microseconds a request."""

    rate: float
    p50: float
    p99: float
    cpu: float


def requests(customers: int, seed: int) -> Iterator[bytes]:
    draw = random.Random(seed)
    while True:
        number = draw.randrange(customers)
        body = (
            f'{{"channel":"twitter","user_id":"0{number:09d}","handle":"person_{number}_0",'
            f'"handle_raw":"@Person_{number}_0","conversation_id":"c-{number}"}}'
        ).encode()
        head = f"POST /api/v1/resolve HTTP/1.1\r\nHost: irp\r\nX-API-Key: {KEY}\r\nContent-Length: {len(body)}\r\n\r\n"
        yield head.encode() + body


async def load(port: int, customers: int, connections: int, seconds: float) -> list[float]:
    loop = asyncio.get_running_loop()
    until = time.perf_counter() + seconds
    clients = []
    for seed in range(connections):
        made = partial(Client, requests(customers, seed), until)
        _, client = await loop.create_connection(made, "127.0.0.1", port)
        clients.append(client)
    await asyncio.gather(*(client.done for client in clients))
    return sorted(time for client in clients for time in client.times)


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(command: list[str], arguments: argparse.Namespace, core: int) -> Measured:
    server = subprocess.Popen(
        [sys.executable, *command], stdout=subprocess.PIPE, text=True, env=os.environ | {"IRP_API_KEY": KEY}
    )
    try:
        os.sched_setaffinity(server.pid, {core})
        assert server.stdout
        port = int(server.stdout.readline().rsplit(":", 1)[1])
        uvloop.run(load(port, arguments.customers, arguments.connections, 1.0))
        before, started = cpu_seconds(server.pid), time.perf_counter()
        times = uvloop.run(load(port, arguments.customers, arguments.connections, arguments.seconds))
        taken, cpu = time.perf_counter() - started, cpu_seconds(server.pid) - before
    finally:
        server.terminate()
        server.wait(20)
    count = len(times)
    return Measured(count / taken, times[count // 2] * 1e3, times[count * 99 // 100] * 1e3, cpu / count * 1e6)


def show(name: str, found: Measured) -> None:
    print(
        f"{name:10} {found.rate:9,.0f} requests/s   p50 {found.p50:6.2f} ms   p99 {found.p99:6.2f} ms   "
        f"{found.cpu:5.1f} µs CPU"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=3, help="the quickest of them is told")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--store", type=Path, help="keep the store here and use it again")
    parser.add_argument("--constant", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.constant:
        serve_constant(arguments.constant)
        return
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[-1]})
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.store or Path(folder, "irp.db")
        if not path.exists():
            fill(path, arguments.customers)
        served = ["-m", "irp_stub", "serve", "--store", f"sqlite:{path}", "--port", "0"]
        answering = [__file__, "--constant", str(path)]
        rounds = [
            (measure(answering, arguments, cores[0]), measure(served, arguments, cores[0]))
            for _ in range(arguments.rounds)
        ]
    constant, resolving = (
        max(measured, key=lambda found: found.rate) for measured in zip(*rounds, strict=True)
    )
    print(
        f"{arguments.connections} connections, server on core {cores[0]}, load generator on core {cores[-1]}"
    )
    show("constant", constant)
    show("resolve", resolving)
    ratio = resolving.rate / constant.rate
    by_cpu = min(c.cpu for c, _ in rounds) / min(r.cpu for _, r in rounds)
    print(f"ratio {ratio:.2f} by requests/s, {by_cpu:.2f} by least CPU a request")


if __name__ == "__main__":
    main()

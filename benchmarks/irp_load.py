"""Load on a served IRP, and what its clients see of it.

The generator is one process on a core of its own where there is one. `closed` keeps every connection busy, so that its
latencies are those of a saturated server; `paced` asks at moments that are set beforehand, and counts from them.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self, cast

import uvloop

from benchmarks.irp_population import KEY, requests

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["CORES", "Measured", "Serving", "at_quantile", "closed", "paced"]

CORES = sorted(os.sched_getaffinity(0))
"""The server has the first, the generator and all else the last."""


class Client(asyncio.Protocol):
    """One connection that asks for one thing after the other."""

    def __init__(self) -> None:
        self.buffer = b""
        self.waiting: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)

    def ask(self, request: bytes) -> asyncio.Future[None]:
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return self.waiting

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head = self.buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        at = self.buffer.find(b"content-length: ")
        length = int(self.buffer[at + 16 : self.buffer.find(b"\r", at)])
        if len(self.buffer) < head + 4 + length:
            return
        assert self.buffer.startswith(b"HTTP/1.1 20"), self.buffer[:400]
        self.buffer = b""
        self.answered()

    def answered(self) -> None:
        if self.waiting is not None and not self.waiting.done():
            self.waiting.set_result(None)


class BusyClient(Client):
    """Asks anew as soon as it is answered; without a task, which would cost the generator more than the server."""

    def __init__(self, asked: Iterator[bytes], until: float) -> None:
        super().__init__()
        self.asked, self.until = asked, until
        self.times: list[float] = []
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.send()

    def send(self) -> None:
        self.sent = time.perf_counter()
        self.transport.write(next(self.asked))

    def answered(self) -> None:
        now = time.perf_counter()
        self.times.append(now - self.sent)
        if now < self.until:
            self.send()
        elif not self.done.done():
            self.done.set_result(None)
            self.transport.close()


async def closed(port: int, customers: int, connections: int, seconds: float) -> list[float]:
    """Seconds of each answer, sorted."""
    loop = asyncio.get_running_loop()
    until = time.perf_counter() + seconds
    clients = []
    for _ in range(connections):
        made = partial(BusyClient, requests(customers, random.randrange(1 << 30)), until)
        _, client = await loop.create_connection(made, "127.0.0.1", port)
        clients.append(client)
    await asyncio.gather(*(client.done for client in clients))
    return sorted(taken for client in clients for taken in client.times)


async def paced(port: int, customers: int, a_second: float, seconds: float) -> list[float]:
    """Seconds from the moment that was set for a request to its answer, sorted."""
    loop = asyncio.get_running_loop()
    clients = [(await loop.create_connection(Client, "127.0.0.1", port))[1] for _ in range(32)]
    draw, asked, start = random.Random(), requests(customers, random.randrange(1 << 30)), loop.time() + 0.1
    due, dues = start, []
    while (due := due + draw.expovariate(a_second)) < start + seconds:
        dues.append(due)
    waiting, times = iter(dues), []

    async def worker(client: Client) -> None:
        for due in waiting:
            await asyncio.sleep(due - loop.time())
            await client.ask(next(asked))
            times.append(loop.time() - due)
        client.transport.close()

    await asyncio.gather(*map(worker, clients))
    return sorted(times)


@dataclass(frozen=True)
class Measured:
    """Times in milliseconds, CPU in microseconds a request."""

    rate: float
    p50: float
    p99: float
    cpu: float

    def __str__(self) -> str:
        return (
            f"{self.rate:9,.0f} requests/s   p50 {self.p50:6.2f} ms   p99 {self.p99:6.2f} ms   "
            f"{self.cpu:5.1f} µs CPU, {1e6 / self.cpu:7,.0f} a CPU second"
        )


class Serving:
    """A platform in a process of its own on the first core."""

    def __init__(self, *command: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"IRP_API_KEY": KEY},
        )
        os.sched_setaffinity(self.process.pid, {CORES[0]})
        assert self.process.stdout
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])

    @classmethod
    def of(cls, store: Path) -> Self:
        return cls("-m", "irp_stub", "serve", "--store", f"sqlite:{store}", "--port", "0")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(30)
        if self.process.stdout:
            self.process.stdout.close()

    def measure(self, customers: int, connections: int, seconds: float) -> Measured:
        before, started = self.cpu_seconds(), time.perf_counter()
        times = uvloop.run(closed(self.port, customers, connections, seconds))
        taken, cpu = time.perf_counter() - started, self.cpu_seconds() - before
        rate, count = len(times) / taken, len(times)
        return Measured(rate, at_quantile(times, 0.5), at_quantile(times, 0.99), cpu / count * 1e6)

    def cpu_seconds(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def at_quantile(times: list[float], share: float) -> float:
    """In milliseconds, of sorted seconds."""
    return times[min(len(times) - 1, int(len(times) * share))] * 1e3

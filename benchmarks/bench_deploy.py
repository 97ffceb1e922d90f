"""How long the shipped project takes to be published, and to be found unchanged, when every call takes 100 ms.

    python benchmarks/bench_deploy.py [FOREIGN]

FOREIGN queues and as many flows of other people are put into the org for a last plan (default 1000). Besides: how
soon after its start `plan` talks to the org. Each figure stands beside what it is held to.
"""

from __future__ import annotations

import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import requests

from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.contents import Contents, contents_of
from genesys_deploy.bundle.settings.overlay import load_settings
from genesys_deploy.deploy import Plan, Release, apply, plan
from genesys_deploy.deploy.lock import locked
from genesys_deploy.deploy.undo.destroying import destroy, plan_destroy
from genesys_deploy.local_org.flows.model import Flow, FlowVersion
from genesys_deploy.local_org.objects.organization import division_of
from genesys_deploy.local_org.objects.routing import Queue
from genesys_deploy.local_org.org import Org, new_id
from genesys_deploy.local_org.server import run_forever, serve
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Kind, Secret
from genesys_deploy.source.locate import find_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from genesys_deploy.platform.cloud import CloudOrg
    from genesys_deploy.platform.exchange import Answer, Call

LATENCY = 0.1
SECRETS = {"IRP_API_KEY": "key", "OPEN_MESSAGING_SECRET": "secret"}
STARTS = 9
T = TypeVar("T")


class Counted(Transport):
    """Counts calls, so that a slow figure can be told from a busy machine."""

    calls = 0

    def _once(self, call: Call) -> Answer:
        type(self).calls += 1
        return super()._once(call)


def main() -> None:
    foreign = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    contents = shipped()
    tell_start()
    with served() as (url, crowd):
        _, org = timed("connect", lambda: connected(url))
        slow_down(url)
        _, first = timed("plan of an empty org", lambda: plan(contents, org, project="bench"))
        timed("first apply, in the lock, as a release", lambda: publish(first, org), "below 6 s")
        unchanged = f"below 1.5 s, with at most {10 + calls_of_its_own(contents)} calls"
        alone, _ = timed("plan of an unchanged org", lambda: plan(contents, org, project="bench"), unchanged)
        crowd(foreign)
        timed(
            f"the same with {foreign} foreign queues and flows",
            lambda: plan(contents, org, project="bench"),
            f"below {2 * alone:.2f} s",
        )
    tell_destruction(contents)


def tell_destruction(contents: Contents) -> None:
    """Of all that the first apply made, in an org of its own."""
    with served() as (url, _):
        org = connected(url)
        publish(plan(contents, org, project="bench"), org)
        slow_down(url)
        _, gone = timed("plan of destroying it", lambda: plan_destroy(contents, org, "bench"))
        timed("destroy", lambda: destroy(gone, org, release=Release("")))


def publish(planned: Plan, org: CloudOrg) -> None:
    """As the command does it."""
    with locked(org, "bench", "benchmark") as lock:
        apply(planned, org, release=Release("bench"), lock=lock)


def tell_start() -> None:
    """From the start of `plan` to its first request."""
    reached = statistics.median(seconds_to_first_request() for _ in range(STARTS))
    bare = statistics.median(seconds_of_nothing() for _ in range(STARTS))
    told = f"below 0.6 s; {reached / bare:.0f} times python -c pass"
    print(f"{'plan talks to the org after':45} {reached:6.2f} s              {told}")


def seconds_to_first_request() -> float:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        credentials = {
            "GENESYSCLOUD_OAUTHCLIENT_ID": "local-client",
            "GENESYSCLOUD_OAUTHCLIENT_SECRET": "local-secret",
            "GENESYSCLOUD_REGION": f"http://127.0.0.1:{listening.getsockname()[1]}",
        }
        command = [sys.executable, "-m", "genesys_deploy", "plan"]
        began = time.perf_counter()
        with subprocess.Popen(command, env={**os.environ, **credentials}) as process:
            connection, _ = listening.accept()
            with connection:
                connection.recv(1)
                seconds = time.perf_counter() - began
                process.kill()
    return seconds


def seconds_of_nothing() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return time.perf_counter() - began


def calls_of_its_own(contents: Contents) -> int:
    """A plan may read each Data Action and each flow of ours."""
    return sum(one.key.kind in {Kind.DATA_ACTION, Kind.FLOW} for one in contents.resources)


def shipped() -> Contents:
    project = find_project()
    return contents_of(build_bundle(project, load_settings(project, "demo")), SECRETS)


@contextmanager
def served() -> Iterator[tuple[str, Callable[[int], None]]]:
    """A local org in a process of its own: it shall not share the interpreter with what is measured.

    With its address comes what puts other people's queues and flows into it.
    """
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(there,), daemon=True)
    server.start()

    def crowd(count: int) -> None:
        here.send(count)
        here.recv()

    yield here.recv(), crowd
    server.terminate()


def _serve(asked: Connection) -> None:
    running = serve()
    asked.send(running.url)
    add_foreign(running.org, asked.recv())
    asked.send("done")
    run_forever(running)


def connected(url: str) -> CloudOrg:
    return connect(Credentials("local-client", Secret("local-secret"), url), Counted())


def slow_down(url: str, seconds: float = LATENCY) -> None:
    faults = [{"kind": "slow", "operation": "* /api/*", "seconds": seconds}] if seconds else []
    requests.put(f"{url}/local/faults", json={"faults": faults}, timeout=10).raise_for_status()


def add_foreign(org: Org, count: int) -> None:
    with org.lock:
        division = division_of(org, None)
        for number in range(count):
            name, flow_id = f"Foreign {number}", new_id()
            stamp = org.stamp()
            org.table(Queue).put(
                Queue(id=new_id(), name=name, division_id=division, created=stamp, modified=stamp)
            )
            version = FlowVersion(id=f"{flow_id}/1.0", flow_id=flow_id, name="1.0", text="", created=stamp)
            org.table(FlowVersion).put(version)
            org.table(Flow).put(
                Flow(
                    id=flow_id,
                    name=name,
                    kind="inboundShortMessage",
                    division_id=division,
                    published="1.0",
                    latest="1.0",
                )
            )


def timed(what: str, work: Callable[[], T], held_to: str = "") -> tuple[float, T]:
    Counted.calls = 0
    began = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - began
    print(f"{what:45} {seconds:6.2f} s  {Counted.calls:4} calls  {held_to}".rstrip())
    return seconds, result


if __name__ == "__main__":
    main()

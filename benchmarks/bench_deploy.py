"""How long the shipped project takes to be published, and to be found unchanged, when every call takes 100 ms.

    python benchmarks/bench_deploy.py [FOREIGN]

FOREIGN queues and flows of other people are put into the org for a last plan (default 1000).
"""

from __future__ import annotations

import multiprocessing
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

import requests

from genesys_deploy.bundle.bundle import build_bundle
from genesys_deploy.bundle.contents import Contents, contents_of
from genesys_deploy.bundle.overlay import load_settings
from genesys_deploy.deploy import apply, plan
from genesys_deploy.local_org.server import run_forever, serve
from genesys_deploy.platform import Credentials, connect
from genesys_deploy.platform.transport import Transport
from genesys_deploy.resources import Secret
from genesys_deploy.source.locate import find_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    from genesys_deploy.platform.cloud import CloudOrg
    from genesys_deploy.platform.exchange import Answer, Call

LATENCY = 0.1
SECRETS = {"IRP_API_KEY": "key", "OPEN_MESSAGING_SECRET": "secret"}
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
    with served() as url:
        org = timed("connect", lambda: connected(url))
        slow_down(url)
        first = timed("plan of an empty org", lambda: plan(contents, org, project="bench"))
        timed("first apply", lambda: apply(first, org))
        timed("plan of an unchanged org", lambda: plan(contents, org, project="bench"))
        slow_down(url, 0)
        add_foreign(org, foreign)
        slow_down(url)
        timed(f"the same with {foreign} foreign queues", lambda: plan(contents, org, project="bench"))


def shipped() -> Contents:
    project = find_project()
    return contents_of(build_bundle(project, load_settings(project, "demo")), SECRETS)


@contextmanager
def served() -> Iterator[str]:
    """A local org in a process of its own: it shall not share the interpreter with what is measured."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(there,), daemon=True)
    server.start()
    yield here.recv()
    server.terminate()


def _serve(told: Connection) -> None:
    running = serve()
    told.send(running.url)
    run_forever(running)


def connected(url: str) -> CloudOrg:
    return connect(Credentials("local-client", Secret("local-secret"), url), Counted())


def slow_down(url: str, seconds: float = LATENCY) -> None:
    faults = [{"kind": "slow", "operation": "* /api/*", "seconds": seconds}] if seconds else []
    requests.put(f"{url}/local/faults", json={"faults": faults}, timeout=10).raise_for_status()


def add_foreign(org: CloudOrg, count: int) -> None:
    api = org._client.api("RoutingApi")  # what other people do is not the deployer's business
    for number in range(count):
        api.post_routing_queues({"name": f"Foreign {number}"})


def timed(what: str, work: Callable[[], T]) -> T:
    Counted.calls = 0
    began = time.perf_counter()
    result = work()
    print(f"{what:40} {time.perf_counter() - began:6.2f} s  {Counted.calls:4} calls")
    return result


if __name__ == "__main__":
    main()

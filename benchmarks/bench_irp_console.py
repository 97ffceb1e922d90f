"""What the stewards' console asks while many reviews are open, against a queue that is all but empty.

    python benchmarks/bench_irp_console.py [--reviews 10000] [--rounds 50]

Each request over HTTP to a served platform, one after the other: the median, and the ratio to the same request at 20
open reviews. Where there is a Chromium: from the address typed to the first review on the page, signed in before.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Self

import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from irp_stub.identity.change import ReviewKind, ReviewNeeded
from irp_stub.identity.handle import read_handle
from irp_stub.identity.model import Claim, Suspect
from irp_stub.store.records import Customer, Person
from irp_stub.store.sqlite.store import SqliteStore
from tests.browser import CHROMIUM, Browser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from irp_stub.store.protocol import Tables

KEY = "benchmark-key-0123456789"
KINDS = tuple(kind for kind in ReviewKind if kind is not ReviewKind.NEW_LEAD)
CHANNELS = ("twitter", "linkedin", "instagram", "whatsapp")
CUSTOMERS = 1_000
FEW = 20


def ask(tables: Tables, reviews: int) -> None:
    draw, now = random.Random(7), time.time()
    for number in range(CUSTOMERS):
        customer = Customer(f"CRM_{number:06d}", f"Customer {number}", "Gold")
        tables.people.put(Person(customer, (), (), now))
    for number in range(reviews):
        claim = Claim(draw.choice(CHANNELS), f"u{number}", read_handle(f"person_{number}"))
        suspects = (Suspect(f"CRM_{draw.randrange(CUSTOMERS):06d}", 0.3),)
        needed = ReviewNeeded(draw.choice(KINDS), claim, suspects)
        tables.reviews.ask(needed, f"r_{draw.getrandbits(64):016x}", "d_none", now - draw.random() * 5e6)


class Served:
    def __init__(self, folder: Path, reviews: int) -> None:
        path = folder / f"{reviews}.db"
        store = SqliteStore(path)
        store.transact(lambda tables: ask(tables, reviews))
        store.close()
        command = [sys.executable, "-m", "irp_stub", "serve", "--port", "0", "--store", f"sqlite:{path}"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=os.environ | {"IRP_API_KEY": KEY}
        )
        assert self.process.stdout
        self.url = self.process.stdout.readline().removeprefix("listening on ").strip()
        self.session = requests.Session()
        self.session.headers["X-API-Key"] = KEY

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(20)

    def seconds(self, path: str, rounds: int) -> float:
        def once() -> float:
            started = time.perf_counter()
            self.session.get(f"{self.url}/api/v1/{path}", timeout=60).raise_for_status()
            return time.perf_counter() - started

        once()
        return median(once() for _ in range(rounds))

    def place(self, beyond: int) -> str:
        """The `after` of a page in the midst of the queue."""
        after = "0"
        for _ in range(beyond // 500):
            page = self.session.get(f"{self.url}/api/v1/reviews?limit=500&after={after}", timeout=60).json()
            after = page["next"] or after
        return after


def questions(reviews: int) -> Iterator[tuple[str, Callable[[Served], str]]]:
    yield "first page", lambda _: "reviews?limit=50"
    yield "page in the midst", lambda served: f"reviews?limit=50&after={served.place(reviews // 2)}"
    yield "one kind, one channel", lambda _: "reviews?limit=50&kind=impersonation&channel=whatsapp"
    yield "a kind that nothing is of", lambda _: "reviews?limit=50&kind=new_lead"
    yield "older than a month", lambda _: "reviews?limit=50&older_than=2600000"
    yield "counts", lambda _: "reviews/summary"


def opening(url: str, folder: Path, rounds: int) -> float:
    """Seconds from the address to the first review on the page."""
    shown = "document.querySelector('#review h2') && document.querySelectorAll('#reviews li').length >= 20"
    with Browser(folder) as browser:
        browser.resize(1280, 800)
        browser.open(f"{url}/console")
        browser.run("document.getElementById('key').focus()")
        browser.type(KEY)
        browser.key("Enter")
        browser.until(shown)

        def once() -> float:
            browser.call("Page.navigate", url="about:blank")
            started = time.perf_counter()
            browser.call("Page.navigate", url=f"{url}/console")
            browser.until(shown)
            return time.perf_counter() - started

        return median(once() for _ in range(rounds))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reviews", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=50)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Served(folder, FEW) as few, Served(folder, given.reviews) as many:
            for what, question in questions(given.reviews):
                little, much = (one.seconds(question(one), given.rounds) for one in (few, many))
                print(f"{what:28} {much * 1e3:7.1f} ms   × {much / little:.1f}")
            if CHROMIUM:
                little, much = (
                    opening(one.url, folder / f"profile-{at}", 5) for at, one in enumerate((few, many))
                )
                print(f"{'console open in Chromium':28} {much * 1e3:7.0f} ms   × {much / little:.1f}")


if __name__ == "__main__":
    main()

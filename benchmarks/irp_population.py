"""The customers of the IRP's benchmarks of speed: 2.2 accounts each on average, one proven mailbox."""

from __future__ import annotations

import random
import time
from itertools import count
from typing import TYPE_CHECKING

import msgspec

from irp_stub.identity.handle import read_handle
from irp_stub.store.records import Customer, Mailbox, Person, PlatformAccount
from irp_stub.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["KEY", "account_lines", "fill", "requests"]

KEY = "benchmark-key-0123456789"
CHANNELS = ("twitter", "linkedin", "instagram")
# Of today, so that no read confirms an account that was not seen for a day.
UPDATED = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
BATCH = 5_000


def accounts(first: int, customers: int) -> Iterator[tuple[int, int]]:
    """Numbers of customers, and how many accounts each has."""
    draw = random.Random(first)
    for number in range(first, first + customers):
        yield number, draw.choices((1, 2, 3), (25, 30, 45))[0]


def fill(path: Path, customers: int) -> None:
    store = SqliteStore(path)
    started = time.perf_counter()
    for _ in store.load(batches(customers)):
        pass
    taken = time.perf_counter() - started
    store.close()
    print(f"store: {customers:,} customers, {path.stat().st_size / 1e6:,.0f} MB, filled in {taken:.0f} s")


def batches(customers: int) -> Iterator[list[Person]]:
    now = time.time()
    for start in range(0, customers, BATCH):
        yield [person(number, of, now) for number, of in accounts(start, min(BATCH, customers - start))]


def person(number: int, of: int, now: float) -> Person:
    customer = Customer(f"CRM_{number:09d}", f"Customer {number}", "Gold", UPDATED)
    mailbox = Mailbox(f"c{number}@mail.net", verified=True)
    held = (
        PlatformAccount(CHANNELS[at], f"{at}{number:09d}", read_handle(f"person_{number}_{at}"))
        for at in range(of)
    )
    return Person(customer, (mailbox,), tuple(held), now)


def account_lines(path: Path, first: int, customers: int) -> int:
    """Write a file to be imported; gives the number of accounts in it."""
    total = 0
    with path.open("wb") as file:
        for number, of in accounts(first, customers):
            total += of
            file.write(msgspec.json.encode(line(number, of)) + b"\n")
    return total


def line(number: int, of: int) -> dict[str, object]:
    held = [
        {"channel": CHANNELS[at], "user_id": f"{at}{number:09d}", "handle": f"person_{number}_{at}"}
        for at in range(of)
    ]
    return {
        "customer_id": f"CRM_{number:09d}",
        "name": f"Customer {number}",
        "tier": "Gold",
        "updated_at": UPDATED,
        "preferences": {"language": "en-US"},
        "emails": [{"address": f"c{number}@mail.net", "verified": True}],
        "identities": held,
    }


def requests(customers: int, seed: int) -> Iterator[bytes]:
    """Messages of accounts drawn at random over the whole store."""
    draw = random.Random(seed)
    for _ in count():
        number = draw.randrange(customers)
        body = (
            f'{{"channel":"twitter","user_id":"0{number:09d}","handle":"person_{number}_0",'
            f'"handle_raw":"@Person_{number}_0","conversation_id":"c-{number}"}}'
        ).encode()
        head = f"POST /api/v1/resolve HTTP/1.1\r\nHost: irp\r\nX-API-Key: {KEY}\r\nContent-Length: {len(body)}\r\n\r\n"
        yield head.encode() + body

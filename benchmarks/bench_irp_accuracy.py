"""How right the reference IRP is, on a population made from a seed: what it resolves, what it catches.

    python benchmarks/bench_irp_accuracy.py [--customers 100000] [--queries 1000] [--seed 7]

Every query knows the truth: whose account it is, or that it is nobody's. A false merge is a query that was
resolved to somebody else; it ends the run with exit code 2, as does a look-alike that was not caught (more than
1 in 1000) or a changed handle that was not followed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from irp_stub.identity.handle import read_handle
from irp_stub.identity.model import Claim, Policy
from irp_stub.identity.resolve import resolve
from irp_stub.store.records import Customer, Mailbox, Person, PlatformAccount
from irp_stub.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FIRST = "anna james maria robert linda michael emma david julia thomas sofia peter laura daniel nina oliver clara martin lucia simon irene walter olga felix miriam kim liam noah paula victor".split()  # noqa: SIM905
LAST = "smith mueller garcia jones rossi kowalski nguyen silva brown martin lopez haddad tanaka keller moreau ivanov ito okafor lindqvist byrne hall baker romero fischer novak bianchi jensen walker lim costa".split()  # noqa: SIM905
NOW = time.time()
DAY = 86_400.0

CYRILLIC = str.maketrans("aceopxy", "асеорху")
GREEK = str.maketrans("aiovn", "αιονη")
WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
LEET = {"e": "3", "a": "4", "s": "5", "t": "7", "o": "0", "i": "1", "l": "1", "b": "8", "g": "9"}


@dataclass(frozen=True)
class Known:
    """A customer of the population, with the account that queries are about."""

    customer_id: str
    user_id: str
    handle: str
    phone: str


@dataclass(frozen=True)
class Query:
    claim: Claim
    truth: str | None


def handle_of(draw: random.Random, number: int) -> str:
    first, last = draw.choice(FIRST), draw.choice(LAST)
    separator = draw.choice(("", "_", "."))
    # The number in letters: two people must not differ by digits alone, or one is the other's look-alike.
    letters = "".join("bcdfghjkmnpqrtvwxz"[int(digit, 16)] for digit in f"{number:x}")
    return f"{first}{separator}{last}{letters}"


def population(customers: int, draw: random.Random) -> Iterator[tuple[Known, Person]]:
    for number in range(customers):
        known = Known(f"C{number}", f"1{number:09d}", handle_of(draw, number), f"4930{number:08d}")
        accounts = (
            PlatformAccount("twitter", known.user_id, read_handle(known.handle)),
            PlatformAccount("whatsapp", known.phone, None),
            PlatformAccount("instagram", None, read_handle(f"ig.{known.handle}")),
            PlatformAccount("linkedin", f"li-{known.user_id}", None),
        )
        shared = Mailbox(f"family{number // 3}@mail.net", verified=True)
        days = 10 if number % 2 else 200
        yield (
            known,
            Person(
                Customer(known.customer_id, f"Name {number % 5000}"), (shared,), accounts, NOW - days * DAY
            ),
        )


def spoiled(known: Known, how: Callable[[str], str]) -> Query | None:
    """An unknown account whose handle is drawn like a customer's; None where nothing in it can be."""
    shown = how(known.handle)
    if shown == known.handle:
        return None
    return Query(Claim("twitter", f"9{known.user_id}", read_handle(shown.lower(), shown)), None)


def by_table(table: dict[int, str] | dict[int, int]) -> Callable[[str], str]:
    return lambda handle: handle.translate(table)


def leet(draw: random.Random, handle: str) -> str:
    at = draw.choice([n for n, letter in enumerate(handle) if letter in LEET])
    return handle[:at] + LEET[handle[at]] + handle[at + 1 :]


def zero_width(draw: random.Random, handle: str) -> str:
    at = draw.randrange(1, len(handle))
    return handle[:at] + draw.choice("\u200b\u200c\u200d\u2060\ufeff\u202e") + handle[at:]


def claim(**given: str | None) -> Claim:
    handle = given.get("handle")
    channel = given.get("channel") or "twitter"
    return Claim(channel, given.get("user_id"), read_handle(handle), given.get("email"))


def classes(draw: random.Random) -> dict[str, tuple[Callable[[Known], Query | None], str]]:
    """Per class, how a query is made of a customer, and what is expected: resolved, caught or unresolved."""

    def fresh(known: Known) -> bool:
        return int(known.customer_id[1:]) % 2 == 1

    def other(known: Known) -> str:
        return f"9{known.user_id}"

    return {
        "exact, user id and handle": (
            lambda k: Query(claim(user_id=k.user_id, handle=k.handle), k.customer_id), "resolved"),
        "handle alone, other case": (
            lambda k: Query(Claim("twitter", None, read_handle(k.handle, k.handle.title())), k.customer_id) if fresh(k) else None, "resolved"),
        "handle alone, not confirmed lately": (
            lambda k: None if fresh(k) else Query(claim(handle=k.handle), k.customer_id), "unresolved"),
        "stored without an id, fresh": (
            lambda k: Query(claim(channel="instagram", user_id=other(k), handle=f"ig.{k.handle}"), k.customer_id) if fresh(k) else None, "resolved"),
        "changed handle": (
            lambda k: Query(claim(user_id=k.user_id, handle=f"new.{k.handle}x"), k.customer_id), "resolved"),
        "moved handle": (
            lambda k: Query(claim(user_id=k.user_id, handle=draw.choice(PEOPLE).handle), k.customer_id), "resolved"),
        "recycled handle": (lambda k: Query(claim(user_id=other(k), handle=k.handle), None), "unresolved"),
        "recycled phone": (
            lambda k: None if fresh(k) else Query(claim(channel="whatsapp", user_id=k.phone), None), "unresolved"),
        "phone, confirmed lately": (
            lambda k: Query(claim(channel="whatsapp", user_id=k.phone), k.customer_id) if fresh(k) else None, "resolved"),
        "shared mailbox": (
            lambda k: Query(claim(channel="linkedin", user_id=other(k), email=f"family{int(k.customer_id[1:]) // 3}@mail.net"), None), "unresolved"),
        "cross-platform, by the other id": (
            lambda k: Query(claim(channel="linkedin", user_id=f"li-{k.user_id}", handle=k.handle), k.customer_id), "resolved"),
        "same handle elsewhere": (
            lambda k: Query(claim(channel="linkedin", user_id=other(k), handle=k.handle), None), "unresolved"),
        "namesake by display name": (lambda k: Query(claim(channel="facebook", user_id=other(k)), None), "unresolved"),
        "look-alike: full width": (lambda k: spoiled(k, by_table(WIDE)), "caught"),
        "look-alike: Cyrillic": (lambda k: spoiled(k, by_table(CYRILLIC)), "caught"),
        "look-alike: Greek": (lambda k: spoiled(k, by_table(GREEK)), "caught"),
        "look-alike: digits and leet": (lambda k: spoiled(k, lambda h: leet(draw, h)), "caught"),
        "look-alike: rn for m": (
            lambda k: spoiled(k, lambda h: h.replace("m", "rn", 1)), "caught"),
        "look-alike: zero width": (lambda k: spoiled(k, lambda h: zero_width(draw, h)), "caught"),
        "look-alike: I for l": (
            lambda k: spoiled(k, lambda h: h.replace("l", "I", 1)), "caught"),
        "stranger": (
            lambda k: Query(claim(user_id=other(k), handle=handle_of(draw, draw.randrange(1 << 40, 1 << 44))), None), "unresolved"),
    }  # fmt: skip


PEOPLE: list[Known] = []


@dataclass
class Score:
    queries: int = 0
    resolved: int = 0
    false_merges: int = 0
    suspected: int = 0
    reviewed: int = 0

    @property
    def precision(self) -> str:
        """Of those that were resolved, how many rightly; nothing where nobody was."""
        return f"{1 - self.false_merges / self.resolved:.2%}" if self.resolved else "–"


def score(store: SqliteStore, made: Iterator[Query]) -> Score:
    found = Score()
    for query in made:
        decision = resolve(query.claim, store.read.view, NOW, Policy())
        found.queries += 1
        found.resolved += decision.customer_id is not None
        found.false_merges += decision.customer_id not in (None, query.truth)
        found.suspected += decision.impersonation_suspected and decision.customer_id is None
        found.reviewed += bool(decision.reviews)
    return found


def queries(make: Callable[[Known], Query | None], draw: random.Random, wanted: int) -> Iterator[Query]:
    made = 0
    while made < wanted:
        query = make(draw.choice(PEOPLE))
        if query is not None:
            made += 1
            yield query


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=1_000, help="per class")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    draw = random.Random(arguments.seed)
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder, "irp.db"))
        made = list(population(arguments.customers, draw))
        PEOPLE.extend(known for known, _ in made)
        for _ in store.load([[person for _, person in made]]):
            pass
        print(
            f"{arguments.customers:,} customers, {arguments.queries:,} queries a class, seed {arguments.seed}"
        )
        print(
            f"{'class':36}{'expected':>11}{'recall':>10}{'precision':>11}{'false merges':>14}{'reviewed':>10}"
        )
        for name, (make, expected) in classes(draw).items():
            found = score(store, queries(make, draw, arguments.queries))
            right = {
                "resolved": found.resolved - found.false_merges,
                "caught": found.suspected,
                "unresolved": found.queries - found.resolved,
            }[expected]
            share, limit = right / found.queries, 0.999 if expected == "caught" else 1.0
            failed |= found.false_merges > 0 or share < limit
            print(
                f"{name:36}{expected:>11}{share:10.2%}{found.precision:>11}{found.false_merges:14}"
                f"{found.reviewed / found.queries:10.2%}"
            )
        store.close()
    return 2 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

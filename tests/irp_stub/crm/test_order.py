"""It does not matter in which order files come: the latest word on each fact counts."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from irp_stub.crm.person_line import read_person
from irp_stub.store.memory.store import MemoryStore
from irp_stub.store.sqlite.store import SqliteStore

facts = st.tuples(
    st.integers(0, 2), st.integers(0, 2), st.sampled_from("abc"), st.sampled_from(["Gold", "Silver"])
)
histories = st.lists(facts, min_size=1, max_size=6).flatmap(
    lambda made: st.tuples(st.just(made), st.permutations(range(len(made))))
)


def line(number: int, fact: Any) -> bytes:
    customer, account, handle, tier = fact
    return msgspec.json.encode(
        {
            "customer_id": f"C{customer}",
            "name": f"Customer {customer}",
            "tier": tier,
            "updated_at": f"2026-01-{number + 1:02d}T00:00:00Z",
            "identities": [
                {
                    "channel": "twitter",
                    "user_id": f"{customer}-{account}",
                    "handle": f"{customer}.{account}.{handle}",
                }
            ],
        }
    )


def outcome(lines: list[bytes]) -> list[Any]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "irp.db")
        store = SqliteStore(path)
        for text in lines:
            person = read_person(text)
            store.transact(lambda tables, person=person: tables.people.put(person))  # type: ignore[misc]
        store.close()
        connection = sqlite3.connect(path)
        try:
            accounts = (
                "SELECT channel, user_id, customer_id, handle, confirmed_at FROM identity ORDER BY 1, 2, 4"
            )
            customers = "SELECT customer_id, name, tier, updated_at, profile FROM customer ORDER BY 1"
            held = "SELECT channel, name FROM held_handle WHERE valid_to IS NULL ORDER BY 1, 2"
            return [connection.execute(query).fetchall() for query in (accounts, customers, held)]
        finally:
            connection.close()


@settings(max_examples=40, deadline=None)
@given(histories)
def test_any_order_of_imports_has_one_outcome(history: Any) -> None:
    made, order = history
    lines = [line(number, fact) for number, fact in enumerate(made)]
    assert outcome([lines[at] for at in order]) == outcome(lines)


ACCOUNTS = {"1": "ann", "2": "ann", "3": "bob"}
words = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(sorted(ACCOUNTS))), min_size=1, max_size=6)
contests = words.flatmap(lambda made: st.tuples(st.just(made), st.permutations(range(len(made)))))


def claim(number: int, word: Any, *, at_once: bool) -> Any:
    customer, user_id = word
    account = {"channel": "twitter", "user_id": user_id, "handle": ACCOUNTS[user_id]}
    day = 1 if at_once else number + 1
    text = {"customer_id": f"C{customer}", "name": "N", "updated_at": f"2026-01-{day:02d}T00:00:00Z"}
    return read_person(msgspec.json.encode(text | {"identities": [account]}))


def holders(people: list[Any]) -> list[Any]:
    """Whose each account is, and which holds its handle."""
    store = MemoryStore()
    for person in people:
        store.transact(lambda tables, person=person: tables.people.put(person))  # type: ignore[misc]
    known = [store.read.view.identity("twitter", user_id) for user_id in ACCOUNTS]
    held = [store.read.view.holder("twitter", handle) for handle in ("ann", "bob")]
    return [
        [each and each.customer_id for each in known],
        [each and (each.user_id, each.customer_id) for each in held],
    ]


@settings(max_examples=300, deadline=None)
@given(contests)
def test_who_gets_what_two_claim_does_not_depend_on_who_came_first(contest: Any) -> None:
    made, order = contest
    people = [claim(number, word, at_once=False) for number, word in enumerate(made)]
    assert holders([people[at] for at in order]) == holders(people)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(0, 2), min_size=1, max_size=3).flatmap(
        lambda w: st.tuples(st.just(w), st.permutations(w))
    )
)
def test_claims_of_one_moment_go_by_the_ids(claims: Any) -> None:
    first, second = ([claim(0, (who, "3"), at_once=True) for who in order] for order in claims)
    assert holders(first)[0] == holders(second)[0] == [None, None, f"C{min(claims[0])}"]

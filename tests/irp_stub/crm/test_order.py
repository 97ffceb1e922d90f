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

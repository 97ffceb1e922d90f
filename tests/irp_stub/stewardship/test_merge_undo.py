"""Merge and undo are each other's inverse, whatever the two customers are made of."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from irp_stub.identity.handle import read_handle
from irp_stub.stewardship.merging import merge_customers, undo_merge
from irp_stub.stewardship.refusal import Refusal
from irp_stub.store.memory.store import MemoryStore
from irp_stub.store.records import Customer, Mailbox, Person, PlatformAccount
from irp_stub.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from irp_stub.store.protocol import Tables

TABLES = ("customer", "identity", "held_handle", "email", "cannot_link", "customer_alias", "review")
words = st.sampled_from(["ann", "bob", "cid", "dora", "eve_x"])
people = st.builds(
    lambda tier, last, language, mails, accounts: (tier, last, language, mails, accounts),
    st.sampled_from([None, "Gold"]),
    st.sampled_from([None, "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"]),
    st.dictionaries(st.sampled_from(["language", "preferred_channel"]), words, max_size=2),
    st.dictionaries(words, st.booleans(), max_size=3),
    st.lists(st.tuples(st.sampled_from(["twitter", "instagram"]), st.integers(0, 9), words), max_size=3),
)


def person(customer_id: str, made: Any) -> Person:
    tier, last, preferences, mails, accounts = made
    return Person(
        Customer(customer_id, f"Name of {customer_id}", tier, None, last, preferences),
        tuple(Mailbox(f"{name}@mail.net", verified) for name, verified in mails.items()),
        tuple(PlatformAccount(c, f"{customer_id}-{n}", read_handle(handle)) for c, n, handle in accounts),
        1_000.0,
    )


def contents(path: Path) -> dict[str, list[Any]]:
    import sqlite3

    connection = sqlite3.connect(path)
    try:
        return {t: sorted(map(repr, connection.execute(f"SELECT * FROM {t}"))) for t in TABLES}
    finally:
        connection.close()


@settings(max_examples=40, deadline=None)
@given(people, people, st.booleans())
def test_undo_restores_every_row(first: Any, second: Any, ruled_out: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "irp.db")
        store = SqliteStore(path)

        def prepare(tables: Tables) -> None:
            tables.people.put(person("A", first))
            tables.people.put(person("B", second))
            if ruled_out:
                tables.graph.rule_out("twitter", "id:x", "B", 1.0)
                tables.graph.rule_out("twitter", "id:x", "A", 2.0)
                tables.graph.rule_out("twitter", "id:y", "B", 3.0)
                for number in range(10):
                    tables.graph.rule_out("twitter", f"id:A-{number}", "B", 4.0)
                    tables.graph.rule_out("instagram", f"id:B-{number}", "A", 5.0)

        store.transact(prepare)
        before = contents(path)
        merge = store.transact(lambda tables: merge_customers(tables, "A", "B", "steward", 10.0))
        merged = contents(path)
        store.transact(lambda tables: undo_merge(tables, merge.merge_id, "steward", 20.0))
        after = contents(path)
        store.close()
        assert len(merged["customer"]) == 1
        assert after == before


def test_an_import_does_not_bring_a_merged_customer_back(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "irp.db")
    first = person("A", ("Gold", None, {}, {}, [("twitter", 1, "ann")]))
    second = person("B", ("Silver", None, {}, {}, [("twitter", 1, "bob")]))
    more = person("B", ("Silver", None, {}, {"bob": True}, [("twitter", 1, "bob"), ("twitter", 2, "cid")]))
    for who in (first, second):
        store.transact(lambda tables, who=who: tables.people.put(who))  # type: ignore[misc]
    merge = store.transact(lambda tables: merge_customers(tables, "A", "B", "steward", 10.0))
    assert store.transact(lambda tables: tables.people.put(more)) == ()
    assert store.read.view.readers("bob@mail.net") == ["A"]
    assert store.read.view.accounts_of("A", "twitter") == 3
    known = store.read.people.customer("B")
    assert known is not None
    assert (known.customer_id, known.tier) == ("A", "Gold")
    store.transact(lambda tables: undo_merge(tables, merge.merge_id, "steward", 20.0))
    assert store.read.view.accounts_of("B", "twitter") == 1
    store.close()


pairs = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=6)


def groups(merges: Any) -> set[frozenset[str]]:
    """Which customers are one after all merges, whoever survives."""
    store = MemoryStore()

    def bring(tables: Tables) -> None:
        for number in range(6):
            tables.people.put(person(f"C{number}", (None, None, {}, {}, [])))

    def unite(tables: Tables) -> None:
        for into, gone in merges:
            with suppress(Refusal):
                merge_customers(tables, f"C{into}", f"C{gone}", "eve", 1.0)

    store.transact(bring)
    store.transact(unite)
    found: dict[str, set[str]] = {}
    for number in range(6):
        customer = store.read.people.customer(f"C{number}")
        assert customer is not None
        found.setdefault(customer.customer_id, set()).add(f"C{number}")
    return set(map(frozenset, found.values()))


@settings(max_examples=150, deadline=None)
@given(pairs.flatmap(lambda made: st.tuples(st.just(made), st.permutations(made))))
def test_merges_in_any_order_make_the_same_customers_one(orders: Any) -> None:
    first, second = orders
    assert groups(first) == groups(second)

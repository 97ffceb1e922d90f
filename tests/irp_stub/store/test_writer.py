"""The one writer: jobs of one group share a commit, not a fate."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

import pytest

from irp_stub.errors import BadStore, CannotLoad, StoreFull
from irp_stub.store.location import open_store
from irp_stub.store.records import Customer, Person, PlatformAccount, Unresolved
from irp_stub.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from irp_stub.store.protocol import Tables


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "irp.db"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(path)
    yield opened
    opened.close()


def fact(name: str, value: bytes = b"x") -> Callable[[Tables], None]:
    return lambda tables: tables.access.set_fact(name, value)


def failing(tables: Tables) -> None:
    tables.access.set_fact("half", b"done")
    raise LookupError


async def outcomes(store: SqliteStore, *jobs: Callable[[Tables], None]) -> list[object]:
    return await asyncio.gather(*(store.write(job) for job in jobs), return_exceptions=True)


def test_a_job_that_fails_takes_back_its_own_writes_and_no_others(store: SqliteStore) -> None:
    jobs = [fact("before"), failing, fact("after")]
    first, second, third = asyncio.run(outcomes(store, *jobs))
    assert (first, third) == (None, None)
    assert isinstance(second, LookupError)
    assert store.read.access.fact("before") == store.read.access.fact("after") == b"x"
    assert store.read.access.fact("half") is None


def ann(tier: str) -> Callable[[Tables], object]:
    account = PlatformAccount("twitter", "1", None)
    return lambda tables: tables.people.put(Person(Customer("C1", "Ann", tier), (), (account,), 0.0))


async def read_around(store: SqliteStore) -> list[bytes]:
    """The profile before and after a write, each read after its account, as a resolve does."""
    found = []
    for tier in ("Gold", "Platinum"):
        await store.write(ann(tier))
        for _ in range(2):
            known = store.read.view.identity("twitter", "1")
            assert known
            profile = store.read.people.profile(known.customer_id)
            assert profile
            found.append(profile.profile_data)
    return found


def test_a_profile_that_came_with_its_account_is_that_of_this_moment(store: SqliteStore) -> None:
    gold, _, platinum, _ = read = asyncio.run(read_around(store))
    assert (read[1], read[3]) == (gold, platinum)
    assert b"Gold" in gold
    assert b"Platinum" in platinum


def test_what_was_written_is_there_when_the_store_is_opened_again(path: Path) -> None:
    store = SqliteStore(path)
    asyncio.run(outcomes(store, *(fact(f"fact-{number}") for number in range(300))))
    store.close()
    again = SqliteStore(path)
    assert [again.read.access.fact(f"fact-{number}") for number in range(300)] == [b"x"] * 300
    again.close()


def test_a_full_disk_is_told_and_nothing_is_corrupted(store: SqliteStore) -> None:
    (pages,) = store._writing.execute("PRAGMA page_count").fetchone()
    store._writing.execute(f"PRAGMA max_page_count = {pages + 2}")
    asyncio.run(outcomes(store, fact("small")))
    (error,) = asyncio.run(outcomes(store, fact("large", b"x" * 1_000_000)))
    assert isinstance(error, StoreFull)
    assert store.read.access.fact("large") is None
    assert store.read.access.fact("small") == b"x"
    store._writing.execute("PRAGMA max_page_count = 100000")
    asyncio.run(outcomes(store, fact("large", b"x" * 1_000_000)))
    assert store.read.access.fact("large") == b"x" * 1_000_000
    assert store._writing.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_many_erasures_share_the_runs_that_write_the_file_anew(store: SqliteStore) -> None:
    statements: list[str] = []
    store._writing.set_trace_callback(statements.append)

    async def erase(number: int) -> None:
        await store.write(fact(f"fact-{number}"))
        await store.forget_deleted()

    async def erase_all() -> None:
        await asyncio.gather(*map(erase, range(30)))

    asyncio.run(erase_all())
    store._writing.set_trace_callback(None)
    assert 1 <= statements.count("VACUUM") <= 3
    last = len(statements) - statements[::-1].index("VACUUM")
    assert not any("store_fact" in statement for statement in statements[last:])


def test_nothing_of_a_transaction_that_fails_remains(store: SqliteStore) -> None:
    with pytest.raises(LookupError):
        store.transact(failing)
    assert store.read.access.fact("half") is None


def test_the_quick_way_is_for_empty_stores_and_leaves_nothing_half_done(store: SqliteStore) -> None:
    twice = [Person(Customer("C1", "Ann"), (), (), 0.0)] * 2
    with pytest.raises(CannotLoad):
        list(store.load([twice]))
    assert store.read.people.customer("C1") is None
    list(store.load([twice[:1]]))
    with pytest.raises(CannotLoad):
        list(store.load([twice[:1]]))
    names = store.read.view._execute("SELECT count(*) FROM sqlite_master WHERE type = 'index'").fetchone()
    assert names[0] > 20


def test_a_conversation_is_logged_once(store: SqliteStore) -> None:
    unresolved = Unresolved("twitter", "1", "ann", "c1", None)
    logged = [store.transact(lambda tables: tables.logs.log_unresolved(unresolved, 1.0)) for _ in range(3)]
    assert logged == [True, False, False]


def test_readers_cannot_write(store: SqliteStore) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store.read.access.set_fact("x", b"x")


@pytest.mark.parametrize("location", ["irp.db", "sqlite:", "postgres://x", ""])
def test_a_location_that_names_no_store(location: str) -> None:
    with pytest.raises(BadStore, match="sqlite:PATH"):
        open_store(location)


def test_a_store_of_another_version_is_not_touched(path: Path) -> None:
    SqliteStore(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(BadStore, match="version 99"):
        SqliteStore(path)

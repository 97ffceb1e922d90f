from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from irp_stub.crm.importing import ImportReport, import_people
from irp_stub.crm.person_line import read_person
from irp_stub.crm.profile_cache import ProfileCache
from irp_stub.errors import BadFile
from irp_stub.samples import sample_customers
from irp_stub.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = 1_800_000_000.0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = SqliteStore(tmp_path / "irp.db")
    yield opened
    opened.close()


def line(customer_id: str = "C1", **more: Any) -> bytes:
    return msgspec.json.encode({"customer_id": customer_id, "name": "Ann", **more})


def bring_in(store: SqliteStore, *lines: bytes) -> ImportReport:
    report = ImportReport()
    for _ in import_people(lambda: enumerate(lines, 1), store, report):
        pass
    return report


def test_relative_times_are_of_now() -> None:
    person = read_person(line(updated_at="-20m"), NOW)
    assert person.customer.updated_at == "2027-01-15T07:40:00Z"
    assert person.confirmed_at == NOW - 1200


def test_a_time_to_come_confirms_nothing_beyond_now() -> None:
    assert read_person(line(updated_at="2100-01-01T00:00:00Z"), NOW).confirmed_at == NOW


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (b"{", "truncated"),
        (b"[]", "object"),
        (b'{"customer_id": "C1"}', "name"),
        (line(customer_id=""), "length"),
        (line(teir="Gold"), "teir"),
        (line(updated_at="soon"), "updated_at"),
        (line(emails=[{"address": "none"}]), "e-mail"),
        (line(identities=[{"channel": "twitter"}]), "neither"),
        (b"\xff", "malformed|utf"),
    ],
)
def test_a_bad_line_says_why_and_the_others_come_in(store: SqliteStore, bad: bytes, complaint: str) -> None:
    with pytest.raises(BadFile, match=f"(?i){complaint}"):
        read_person(bad)
    report = bring_in(store, line("C2"), bad, b"", line("C3"))
    assert report.customers == 2
    assert [rejected.line for rejected in report.rejected] == [2]


def test_an_account_of_another_customer_stays_there(store: SqliteStore) -> None:
    account = {"channel": "twitter", "user_id": "1", "handle": "ann"}
    report = bring_in(store, line("C1", identities=[account]), line("C2", identities=[account]))
    known = store.read.view.identity("twitter", "1")
    assert known is not None
    assert known.customer_id == "C1"
    assert [rejected.line for rejected in report.rejected] == [2]


def test_importing_again_changes_nothing_and_an_older_file_takes_nothing_back(store: SqliteStore) -> None:
    new = line(
        updated_at="2026-05-01T00:00:00Z",
        identities=[{"channel": "twitter", "user_id": "1", "handle": "new"}],
    )
    old = line(
        updated_at="2026-01-01T00:00:00Z",
        identities=[{"channel": "twitter", "user_id": "1", "handle": "old"}],
    )
    bring_in(store, new, new, old)
    known = store.read.view.identity("twitter", "1")
    assert known is not None
    assert known.handle == "new"
    assert store.read.view.accounts_of("C1", "twitter") == 1


def test_a_role_mailbox_is_not_kept(store: SqliteStore) -> None:
    bring_in(store, line(emails=[{"address": "info@shop.net", "verified": True}]))
    assert store.read.view.readers("info@shop.net") == []


def test_the_samples_are_all_taken(store: SqliteStore) -> None:
    report = bring_in(store, *sample_customers())
    assert report.customers == len(sample_customers())
    assert report.rejected == []


def test_the_profile_of_an_own_customer_is_as_it_is_now(store: SqliteStore) -> None:
    cache = ProfileCache(store.read.people)
    bring_in(store, line(tier="Gold"))
    assert _tier(cache) == "Gold"
    bring_in(store, line(tier="Platinum"))
    assert _tier(cache) == "Platinum"
    assert asyncio.run(cache.get("nobody")) is None


def _tier(cache: ProfileCache) -> str:
    cached = asyncio.run(cache.get("C1"))
    assert cached is not None
    tier: str = msgspec.json.decode(cached.profile.profile_data)["tier"]
    return tier

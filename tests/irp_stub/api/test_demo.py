"""`--demo` leaves stewards something of every kind, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from irp_stub.api.demo import fill_queue
from irp_stub.api.settings import DEFAULTS
from irp_stub.crm.importing import ImportReport, import_people
from irp_stub.samples import sample_customers
from irp_stub.store.location import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Any]:
    store = open_store(f"sqlite:{tmp_path / 'irp.db'}")
    for _ in import_people(lambda: enumerate(sample_customers(), 1), store, ImportReport()):
        pass
    yield store
    store.close()


def test_the_demo_has_every_kind_that_messages_bring(store: Any) -> None:
    fill_queue(store, DEFAULTS.policy)
    kinds = {review.kind for review in store.read.reviews.open(100)}
    assert kinds == {
        "impersonation", "recycled_handle", "recycled_phone", "moved_handle", "low_confidence", "conflict", "new_lead",
    }  # fmt: skip
    assert store.read.merges.of_customer("CRM_200000001")


def test_a_second_start_adds_nothing(store: Any) -> None:
    fill_queue(store, DEFAULTS.policy)
    before = store.read.reviews.open(100)
    fill_queue(store, DEFAULTS.policy)
    assert store.read.reviews.open(100) == before

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from irp_stub.crm.importing import ImportReport, import_people
from irp_stub.crm.people_files import csv_lines, json_lines
from irp_stub.errors import BadFile
from irp_stub.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

CSV = """customer_id,name,tier,language,email,email_verified,channel,user_id,handle
C1,"Lee, Ann",Gold,en-US,ann@lee.net,true,twitter,42,@Ann_Lee
C1,"Lee, Ann",Gold,en-US,,,linkedin,li-42,annlee
C2,"Bob
Hall",,,bob@hall.net,maybe,,,
C3,Cid,,,,,,,
"""


def test_the_rows_of_one_customer_add_up(tmp_path: Path) -> None:
    store, report = SqliteStore(tmp_path / "irp.db"), ImportReport()
    file = io.BytesIO(CSV.encode("utf-8-sig"))
    for _ in import_people(lambda: csv_lines(file), store, report):
        pass
    ann = store.read.people.customer("C1")
    assert ann is not None
    assert (ann.name, ann.tier, ann.preferences) == ("Lee, Ann", "Gold", {"language": "en-US"})
    assert [(a.channel, a.handle) for a in store.read.dossier.accounts("C1")] == [
        ("linkedin", "annlee"),
        ("twitter", "ann_lee"),
    ]
    assert store.read.view.readers("ann@lee.net") == ["C1"]
    assert store.read.people.customer("C3") is not None
    ((line, reason),) = [(rejected.line, rejected.reason) for rejected in report.rejected]
    assert (line, "emails" in reason) == (5, True)
    store.close()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (b"customer_id,nmae\nC1,Ann\n", "nmae"),
        (b"name\nAnn\n", "customer_id"),
        (b"", "customer_id"),
        (b"customer_id,name\nC1,\xff\xfe\n", "CSV"),
    ],
)
def test_a_file_without_the_columns_is_refused(text: bytes, complaint: str) -> None:
    with pytest.raises(BadFile, match=complaint):
        list(csv_lines(io.BytesIO(text)))


def test_lines_are_numbered_and_can_be_read_again() -> None:
    file = io.BytesIO(b"{}\n[]\n")
    assert list(json_lines(file)) == list(json_lines(file)) == [(1, b"{}\n"), (2, b"[]\n")]

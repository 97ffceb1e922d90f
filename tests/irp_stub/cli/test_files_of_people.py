"""Customers in and out of files: what is refused is listed, what was stopped goes on, CSV comes in again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from irp_stub.cli import irp_stub
from irp_stub.store.location import open_existing_store


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(irp_stub, [str(each) for each in arguments], catch_exceptions=True)


def line(number: int, **more: Any) -> str:
    account = {"channel": "twitter", "user_id": f"u{number}", "handle": f"handle{number}"}
    return json.dumps(
        {"customer_id": f"C{number}", "name": f"Name {number}", "identities": [account], **more}
    )


def everybody(location: str) -> list[Any]:
    store = open_existing_store(location)
    found = list(store.everybody())
    store.close()
    return found


def test_a_run_that_is_stopped_says_where_to_go_on(tmp_path: Path) -> None:
    store, file = f"sqlite:{tmp_path / 'irp.db'}", tmp_path / "in.csv"
    rows = [f"C{n},Name {n}\n" for n in range(1_500)]
    file.write_text("customer_id,name\nC0,Name 0\n")
    assert run("import", file, "--store", store).exit_code == 0
    file.write_bytes(b"customer_id,name\n" + "".join(rows).encode() + b"\xff,\xff\n" + b"C9,x\n" * 20_000)
    ended = run("import", file, "--store", store)
    assert ended.exit_code != 0
    assert "stopped; what comes before is in the store: --from-line 1002" in ended.output
    assert len(everybody(store)) == 1_000


def test_every_refused_line_is_in_the_file_that_was_asked_for(tmp_path: Path) -> None:
    lines = [line(n) if n % 3 else "{" for n in range(100)]
    (tmp_path / "in.ndjson").write_text("\n".join(lines))
    store, rejected = f"sqlite:{tmp_path / 'irp.db'}", tmp_path / "rejected.ndjson"
    ended = run("import", tmp_path / "in.ndjson", "--store", store, "--rejected", rejected)
    assert ended.exit_code == 2
    told = [json.loads(each) for each in rejected.read_text().splitlines()]
    assert [each["line"] for each in told] == list(range(1, 101, 3))
    assert {each["reason"] for each in told} == {"Input data was truncated"}


def test_a_run_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    file, store = tmp_path / "in.ndjson", f"sqlite:{tmp_path / 'irp.db'}"
    file.write_text(line(1))
    assert run("import", file, "--store", store).exit_code == 0
    file.write_text("\n".join(line(n) for n in range(1, 2_400)))
    file.write_bytes(file.read_bytes() + b"\n" + line(9_999).encode())
    ended = run("import", file, "--store", store, "--from-line", "2000")
    assert ended.exit_code == 0, ended.output
    assert "401 customers with 401 identities" in ended.output
    known = {customer.customer_id for customer, _, _ in everybody(store)}
    assert ("C1" in known, "C1999" in known, "C2000" in known, "C9999" in known) == (True, False, True, True)


def test_csv_comes_in_again_as_it_went_out(tmp_path: Path) -> None:
    emails = [{"address": f"{name}@mail.net", "verified": name == "a"} for name in "abc"]
    lines = [
        line(1, tier="Gold", preferences={"language": "de", "preferred_channel": "sms"}, emails=emails),
        line(2, name='Comma, "Quote"\nLine', emails=emails[:1], updated_at="2026-01-01T00:00:00Z"),
        json.dumps({"customer_id": "C3", "name": "Bare", "preferences": {"size": 9}}),
    ]
    (tmp_path / "in.ndjson").write_text("\n".join(lines))
    first, second = (f"sqlite:{tmp_path / name}" for name in ("a.db", "b.db"))
    assert run("import", tmp_path / "in.ndjson", "--store", first).exit_code == 0
    out = run("export", tmp_path / "out.csv", "--store", first)
    assert (out.exit_code, "5 rows" in out.output, "1 customers have preferences" in out.output) == (
        0,
        True,
        True,
    )
    assert run("import", tmp_path / "out.csv", "--store", second).exit_code == 0
    one, other = everybody(first), everybody(second)
    assert one[:2] == other[:2]
    assert other[2][0].customer_id == "C3"

from __future__ import annotations

import http.client
import json
import os
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.irp_stub.conftest import Starter


def run(*arguments: str, key: str | None = "k" * 20) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "IRP_API_KEY"}
    if key is not None:
        environment["IRP_API_KEY"] = key
    return subprocess.run(
        [sys.executable, "-m", "irp_stub", *arguments],
        capture_output=True, text=True, timeout=60, check=False, env=environment,
    )  # fmt: skip


@pytest.mark.parametrize(
    "command", [(), ("serve",), ("import",), ("export",), ("backup",), ("key",), ("key", "create")]
)
def test_help_shows_an_example(command: tuple[str, ...]) -> None:
    shown = run(*command, "--help")
    assert shown.returncode == 0
    assert "Example:" in shown.stdout


def bad_store(tmp_path: Path) -> str:
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE mine (x)")
    connection.close()
    return f"sqlite:{other}"


def no_database(tmp_path: Path) -> str:
    (tmp_path / "text.db").write_text("this is no database, but a text of some length\n" * 20)
    return f"sqlite:{tmp_path / 'text.db'}"


def test_what_cannot_be_served_is_told_in_a_sentence(tmp_path: Path) -> None:
    good = f"sqlite:{tmp_path / 'irp.db'}"
    cases = [
        (("--store", "postgres:x"), "sqlite:PATH", "k"),
        (("--store", bad_store(tmp_path)), "something else", "k"),
        (("--store", no_database(tmp_path)), "cannot open", "k"),
        (("--store", f"sqlite:{tmp_path}"), "cannot open", "k"),
        (("--store", good), "IRP_API_KEY", None),
        (("--store", good, "--host", "192.0.2.1"), "cannot listen", "k"),
        (("--store", good, "--faults", str(tmp_path / "none.yaml")), "none.yaml", "k"),
    ]
    for options, complaint, key in cases:
        ended = run("serve", "--port", "0", *options, key=key)
        assert ended.returncode == 1, options
        assert complaint in ended.stderr
        assert "Traceback" not in ended.stderr
        assert ended.stdout == ""


def test_a_running_platform_sees_what_is_imported(start: Starter, tmp_path: Path) -> None:
    served = start()
    people = tmp_path / "people.ndjson"
    people.write_text(
        '{"customer_id":"C1","name":"Ann","identities":[{"channel":"twitter","user_id":"31","handle":"ann"}]}\n'
        '{"customer_id":"C2"}\n'
    )
    assert served.resolve(channel="twitter", user_id="31")["resolved"] is False
    ended = run("import", str(people), "--store", f"sqlite:{start.folder / 'irp.db'}")
    assert ended.returncode == 2
    assert f"{people}:2:" in ended.stderr
    assert "1 customers with 1 identities" in ended.stdout
    assert served.resolve(channel="twitter", user_id="31")["customer_id"] == "C1"


def test_sigterm_ends_it_gracefully(start: Starter) -> None:
    served = start("--sample")
    assert served.get("/healthz").status_code == 200
    assert served.stop() == 0
    assert "Traceback" not in start.log()


def test_the_secret_stands_nowhere_in_the_store_or_the_log(start: Starter) -> None:
    served = start("--sample", key="a-very-secret-key-of-mine")
    assert served.resolve(channel="twitter", user_id="123456789")["resolved"]
    served.stop()
    for file in start.folder.iterdir():
        assert b"a-very-secret-key-of-mine" not in file.read_bytes()


@pytest.mark.parametrize("customer_id", ["A/B", "100%25", "é ü", "a?b#c", "..", "CRM+1"])
def test_an_id_of_any_characters_has_an_address(start: Starter, tmp_path: Path, customer_id: str) -> None:
    people = tmp_path / "people.ndjson"
    people.write_text(json.dumps({"customer_id": customer_id, "name": "Ann"}))
    store = f"sqlite:{start.folder / 'irp.db'}"
    assert run("import", str(people), "--store", store).returncode == 0
    served = start()
    connection = http.client.HTTPConnection(served.url.removeprefix("http://"), timeout=20)
    path = "/salesforce/api/v1/accounts/" + quote(customer_id, safe="")
    connection.request("GET", path, headers={"X-API-Key": str(served.session.headers["X-API-Key"])})
    answer = connection.getresponse()
    assert answer.status == 200
    assert json.loads(answer.read())["customer_id"] == customer_id
    connection.close()

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
import requests

from irp_stub.identity.change import ReviewKind, ReviewNeeded
from irp_stub.identity.handle import read_handle
from irp_stub.identity.model import Claim, Suspect
from irp_stub.store.records import Unresolved
from irp_stub.store.sqlite.store import SqliteStore

if TYPE_CHECKING:
    from pathlib import Path

    from irp_stub.store.protocol import Tables
    from tests.irp_stub.conftest import Starter


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "irp_stub", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_backup_of_a_running_platform_is_a_platform(start: Starter) -> None:
    served = start("--sample")
    served.resolve(channel="twitter", user_id="313", handle="hana_suzuki")
    target = start.folder / "copy.db"
    made = run("backup", str(target), "--store", f"sqlite:{start.folder / 'irp.db'}")
    assert made.returncode == 0, made.stderr
    served.kill()
    copy = start(store="copy.db")
    assert copy.resolve(channel="twitter", user_id="313")["customer_id"] == "CRM_200000013"
    again = run("backup", str(target), "--store", f"sqlite:{start.folder / 'irp.db'}")
    assert again.returncode == 1
    assert "is there already" in again.stderr


def test_what_is_exported_comes_in_again(start: Starter) -> None:
    start("--sample").stop()
    first, second = start.folder / "first.ndjson", start.folder / "second.ndjson"
    assert run("export", str(first), "--store", f"sqlite:{start.folder / 'irp.db'}").returncode == 0
    assert run("import", str(first), "--store", f"sqlite:{start.folder / 'new.db'}").returncode == 0
    assert run("export", str(second), "--store", f"sqlite:{start.folder / 'new.db'}").returncode == 0
    lines = first.read_text().splitlines()
    assert lines == second.read_text().splitlines()
    assert {json.loads(line)["customer_id"] for line in lines} >= {"CRM_987654321", "CRM_200000006"}


def test_what_was_kept_long_enough_is_forgotten_but_no_open_question(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "irp.db")

    def fill(tables: Tables) -> None:
        claim = Claim("twitter", "1", read_handle("ann"), conversation_id="c1")
        asked = ReviewNeeded(ReviewKind.LOW_CONFIDENCE, claim, (Suspect("C1", 0.5),))
        other = ReviewNeeded(ReviewKind.LOW_CONFIDENCE, Claim("twitter", "2"), (Suspect("C1", 0.5),))
        tables.reviews.ask(asked, "r_1", "d_1", 10.0)
        tables.reviews.ask(other, "r_2", "d_2", 10.0)
        tables.reviews.decide("r_1", "reject", "steward", 20.0)
        tables.logs.keep_decision("d_1", "C1", b"{}", 10.0)
        tables.logs.log_unresolved(Unresolved("twitter", "1", None, "c1", None), 10.0)

    store.transact(fill)
    forgotten = store.transact(lambda tables: tables.logs.forget(15.0, 15.0))
    assert forgotten == 2
    assert store.read.reviews.get("r_1") is not None
    store.transact(lambda tables: tables.logs.forget(time.time(), time.time()))
    assert store.read.reviews.get("r_1") is None
    assert store.read.reviews.get("r_2") is not None
    store.close()


def test_a_certificate_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IRP_API_KEY", "k" * 20)
    store = f"sqlite:{tmp_path / 'irp.db'}"
    ended = run("serve", "--store", store, "--port", "0", "--tls-certificate", str(tmp_path / "none.pem"))
    assert ended.returncode == 1
    assert "none.pem" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl to make a certificate with")
def test_https_is_served_with_a_certificate(start: Starter) -> None:
    key, certificate = start.folder / "key.pem", start.folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    served = start("--tls-certificate", str(certificate), "--tls-key", str(key))
    assert served.url.startswith("https://")
    assert requests.get(f"{served.url}/healthz", verify=str(certificate), timeout=20).status_code == 200

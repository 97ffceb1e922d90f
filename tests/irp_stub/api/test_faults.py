from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import requests

from irp_stub.api.faults import Effect, read_faults
from irp_stub.api.requests import ResolveRequest
from irp_stub.errors import BadFile

if TYPE_CHECKING:
    from pathlib import Path

    from tests.irp_stub.conftest import Served, Starter

RULES = """
rules:
  - match: {handle: busy_user}
    status: 429
    retry_after: 30
    body: '{"title": "slow down"}'
  - match: {endpoint: resolve, user_id: "42"}
    delay: 0.5
  - match: {handle: garbled}
    malformed: true
  - match: {endpoint: unresolved}
    drop: true
  - match: {endpoint: accounts, customer_id: CRM_987654321}
    status: 503
    times: 2
  - match: {endpoint: profiles, customer_id: CRM_200000007}
    status: 503
"""


@pytest.fixture
def faulty(start: Starter, tmp_path: Path) -> Served:
    (tmp_path / "faults.yaml").write_text(RULES)
    return start("--sample", "--faults", str(tmp_path / "faults.yaml"))


def test_the_platform_misbehaves_as_it_is_told(faulty: Served) -> None:
    busy = faulty.post(
        "/api/v1/resolve", {"channel": "twitter", "handle": "busy_user", "handle_raw": "@Busy_User"}
    )
    assert (busy.status_code, busy.headers["retry-after"], busy.json()) == (429, "30", {"title": "slow down"})

    slow = {"channel": "twitter", "user_id": "42"}
    with pytest.raises(requests.Timeout):
        faulty.session.post(f"{faulty.url}/api/v1/resolve", json=slow, timeout=0.2)
    assert faulty.post("/api/v1/resolve", slow).status_code == 200

    garbled = faulty.post("/api/v1/bot-check", {"channel": "twitter", "handle": "garbled"})
    assert garbled.status_code == 200
    with pytest.raises(requests.JSONDecodeError):
        garbled.json()

    away = faulty.resolve(channel="twitter", user_id="200000007")
    assert (away["customer_id"], away["profile_data"]["tier"], away["stale"]) == (
        "CRM_200000007",
        "Platinum",
        True,
    )
    assert faulty.resolve(channel="twitter", user_id="200000006")["stale"] is True

    with pytest.raises(requests.ConnectionError):
        faulty.post("/api/v1/unresolved", {"channel": "twitter", "user_id": "1"})

    account = "/salesforce/api/v1/accounts/CRM_987654321"
    assert [faulty.get(account).status_code for _ in range(3)] == [503, 503, 200]
    assert faulty.get("/healthz").status_code == 200
    assert faulty.stop() == 0


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("rules: [{status: 500, match: {endpiont: resolve}}]", "endpiont"),
        ("rules: [{match: {endpoint: resolv}, status: 500}]", "resolve, bot-check"),
        ("rules: [{match: {handle: x}}]", "needs an effect"),
        ("rules: [{status: 500, drop: true}]", "one of"),
        ("rules: [{status: 42}]", "200 to 599"),
        ("rules: [{delay: -1}]", "delay"),
        ("rules: [{drop: true, retry_after: 3}]", "go with a status"),
        ("rules: {", "cannot be used"),
        ("", "cannot be used"),
    ],
)
def test_a_file_that_is_not_understood_says_why(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "faults.yaml"
    path.write_text(text)
    with pytest.raises(BadFile, match=complaint):
        read_faults(path)


def test_the_first_rule_that_fits_counts(tmp_path: Path) -> None:
    path = tmp_path / "faults.yaml"
    path.write_text("rules: [{match: {handle: '@Ann'}, status: 500}, {status: 503}]")
    faults = read_faults(path)
    ann, bob = ResolveRequest(channel="x", handle="ann"), ResolveRequest(channel="x", handle="bob")
    assert faults.effect_on("resolve", ann, {}) == Effect(status=500)
    assert faults.effect_on("resolve", bob, {}) == Effect(status=503)

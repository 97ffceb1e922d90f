from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import requests

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Served, Starter


def key_command(start: Starter, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "irp_stub",
        "key",
        *arguments,
        "--store",
        f"sqlite:{start.folder / 'irp.db'}",
    ]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, env=dict(os.environ)
    )


def create(start: Starter, *scopes: str) -> tuple[str, str]:
    made = key_command(start, "create", "flow", *(word for scope in scopes for word in ("--scope", scope)))
    assert made.returncode == 0, made.stderr
    key_id, secret = (line.split()[1] for line in made.stdout.splitlines())
    return key_id, secret


def ask(served: Served, secret: str, path: str = "/api/v1/resolve", **more: object) -> requests.Response:
    body = {"channel": "twitter", "user_id": "123456789", **more}
    return requests.post(served.url + path, json=body, headers={"X-API-Key": secret}, timeout=20)


def test_a_key_does_what_its_scopes_say(start: Starter) -> None:
    start("--sample").stop()
    _, secret = create(start, "resolve")
    served = start("--sample")
    resolved = ask(served, secret)
    assert resolved.status_code == 200
    assert "social_graph" not in resolved.json()
    assert ask(served, secret, "/api/v1/leads", source="twitter").status_code == 403
    claimed = ask(served, secret, user_id="new-1", email="john.doe@doe-family.net", email_verified=True)
    assert claimed.json()["resolved"] is False
    proven = served.resolve(
        channel="twitter", user_id="new-1", email="john.doe@doe-family.net", email_verified=True
    )
    assert (proven["customer_id"], proven["matched_by"]) == ("CRM_987654321", "verified_email")


def test_a_rotated_key_ends_and_its_successor_is_good(start: Starter) -> None:
    start("--sample").stop()
    key_id, secret = create(start, "resolve")
    rotated = key_command(start, "rotate", key_id, "--grace", "0")
    successor = rotated.stdout.split()[3]
    served = start()
    assert ask(served, secret).status_code == 401
    assert ask(served, successor).status_code == 200
    listed = key_command(start, "list")
    assert secret not in listed.stdout
    assert successor not in listed.stdout
    assert key_command(start, "revoke", key_id + "x").returncode == 1


def test_client_credentials_give_a_token_that_works_and_dies_with_its_key(start: Starter) -> None:
    start("--sample").stop()
    key_id, secret = create(start, "resolve", "graph")
    served = start()
    form = {"grant_type": "client_credentials"}
    by_basic = requests.post(f"{served.url}/oauth/token", data=form, auth=(key_id, secret), timeout=20)
    by_form = requests.post(
        f"{served.url}/oauth/token", data={**form, "client_id": key_id, "client_secret": secret}, timeout=20
    )
    assert by_basic.status_code == by_form.status_code == 200
    token = by_basic.json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    body = {"channel": "twitter", "user_id": "123456789"}
    assert (
        requests.post(f"{served.url}/api/v1/resolve", json=body, headers=headers, timeout=20).status_code
        == 200
    )
    served.stop()
    assert key_command(start, "revoke", key_id).returncode == 0
    restarted = start()
    ended = requests.post(f"{restarted.url}/api/v1/resolve", json=body, headers=headers, timeout=20)
    assert ended.status_code == 401


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"grant_type": "client_credentials", "client_id": "environment", "client_secret": "wrong"}, 401),
        ({"grant_type": "client_credentials"}, 401),
        ({"grant_type": "password"}, 400),
        ({}, 400),
    ],
)
def test_a_token_is_not_for_everybody(sample: Served, form: dict[str, str], status: int) -> None:
    response = requests.post(f"{sample.url}/oauth/token", data=form, timeout=20)
    assert response.status_code == status
    grants = {"client_credentials": "invalid_client", "password": "unsupported_grant_type"}
    assert response.json()["error"] == grants.get(form.get("grant_type", ""), "invalid_request")


def test_a_refused_key_is_logged_with_its_correlation_id(start: Starter) -> None:
    served = start("--sample")
    served.session.headers["ININ-Correlation-Id"] = "c-78"
    requests.get(
        f"{served.url}/metrics", headers={"X-API-Key": "no", "ININ-Correlation-Id": "c-78"}, timeout=20
    )
    served.stop()
    (entry,) = (json.loads(line) for line in start.log().splitlines() if "key_refused" in line)
    assert (entry["logger"], entry["correlation_id"]) == ("irp_stub.security", "c-78")


def test_requests_are_logged_with_their_correlation_id_and_without_people(start: Starter) -> None:
    served = start("--sample", "--access-log")
    served.post(
        "/api/v1/resolve",
        {"channel": "twitter", "user_id": "123456789", "handle": "john_doe"},
        ININ_Correlation_Id="c-77",
    )
    served.get("/salesforce/api/v1/accounts/CRM_987654321")
    served.stop()
    first, second = (line for line in start.log().splitlines() if "irp_stub.access" in line)
    entry = json.loads(first)
    assert (entry["endpoint"], entry["status"], entry["correlation_id"]) == ("resolve", 200, "c-77")
    assert json.loads(second)["endpoint"] == "accounts"
    assert not any(trace in start.log() for trace in ("john_doe", "123456789", "CRM_987654321"))

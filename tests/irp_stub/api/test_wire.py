"""The wire, against a platform that is really served."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import requests

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Served


def test_a_known_customer_comes_with_profile_graph_and_evidence(sample: Served) -> None:
    answer = sample.resolve(channel="twitter", user_id="123456789", handle="john_doe", handle_raw="@John_Doe")
    assert answer["resolved"] is True
    assert answer["confidence"] == 0.99
    assert answer["customer_id"] == "CRM_987654321"
    assert answer["matched_by"] == "user_id"
    assert answer["profile_data"]["tier"] == "Platinum"
    assert answer["profile_data"]["preferences"] == {"preferred_channel": "sms", "language": "en-US"}
    assert answer["social_graph"] == {
        "twitter_id": "123456789",
        "twitter_handle": "john_doe",
        "linkedin_id": "li-7h3kq2",
        "linkedin_handle": "johndoe",
        "linkedin_url": "linkedin.com/in/johndoe",
    }
    assert [(item["rule"], item["weight"]) for item in answer["evidence"]] == [("user_id", 6.9)]
    assert answer["decision_id"].startswith("d_")
    assert "impersonation_suspected" not in answer


def test_the_same_customer_is_found_from_another_platform(sample: Served) -> None:
    answer = sample.resolve(channel="linkedin", user_id="li-7h3kq2")
    assert answer["customer_id"] == "CRM_987654321"
    assert answer["social_graph"]["twitter_id"] == "123456789"


def test_a_stranger_is_nobody(sample: Served) -> None:
    answer = sample.resolve(channel="twitter", user_id="404", handle="zq_nobody_at_all")
    assert answer.pop("decision_id")
    assert answer == {"resolved": False, "confidence": 0.0, "candidates": [], "evidence": []}


def test_a_namesake_by_display_name_is_nobody(sample: Served) -> None:
    answer = sample.resolve(channel="facebook", user_id="24000000000000999", display_name="John Doe")
    assert (answer["resolved"], answer["candidates"]) == (False, [])


def test_a_look_alike_is_suspected_and_reviewed_once(sample: Served) -> None:
    claim = {
        "channel": "twitter",
        "user_id": "777",
        "handle": "paypai_support",
        "handle_raw": "paypaI_support",
    }
    first = sample.resolve(**claim, conversation_id="look-1")
    again = sample.resolve(**claim, conversation_id="look-1")
    other = sample.resolve(**claim, conversation_id="look-2")
    assert first["resolved"] is False
    assert first["impersonation_suspected"] is True
    assert first["candidates"] == [{"customer_id": "CRM_200000004", "confidence": 0.3}]
    assert first["review_id"] == again["review_id"] == other["review_id"]
    assert "customer_id" not in first


def test_a_changed_handle_is_followed(sample: Served) -> None:
    changed = sample.resolve(channel="twitter", user_id="200000005", handle="nadia_rahman")
    again = sample.resolve(channel="twitter", user_id="200000005", handle="nadia_rahman")
    assert (changed["confidence"], again["confidence"]) == (0.97, 0.99)
    assert changed["customer_id"] == again["customer_id"] == "CRM_200000005"
    assert again["social_graph"]["twitter_handle"] == "nadia_rahman"


def test_a_fresh_handle_binds_the_user_id(sample: Served) -> None:
    bound = sample.resolve(channel="twitter", user_id="313", handle="hana_suzuki")
    by_id = sample.resolve(channel="twitter", user_id="313")
    assert (bound["confidence"], bound["matched_by"]) == (0.87, "handle")
    assert (by_id["confidence"], by_id["customer_id"]) == (0.99, "CRM_200000013")


BAD = [
    ("{", 400),
    ("", 400),
    ("[]", 422),
    ("null", 422),
    ('{"channel": "twitter"}', 422),
    ('{"user_id": "1"}', 422),
    ('{"channel": "", "user_id": "1"}', 422),
    ('{"channel": "twitter", "user_id": 1}', 422),
    ('{"channel": "twitter", "user_id": ""}', 422),
    ('{"channel": "twitter", "user_id": null, "handle_raw": ""}', 422),
    ('{"channel": "twitter", "user_id": "1", "account_created_at": 1700000000}', 422),
    (f'{{"channel": "twitter", "user_id": "1", "conversation_id": "{"9" * 300}"}}', 422),
    ("[" * 20_000, 422),
    ('{"channel": "twitter", "user_id": "1", "display_name": "' + "x" * 270_000 + '"}', 413),
]


@pytest.mark.parametrize(("body", "status"), BAD)
def test_bad_input_is_told_what_is_wrong(sample: Served, body: str, status: int) -> None:
    response = sample.session.post(f"{sample.url}/api/v1/resolve", data=body.encode(), timeout=20)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert problem["detail"]


@pytest.mark.parametrize(
    "body", [b'{"channel": "t", "handle": "\xff\xfe"}', b'{"channel":"t","handle":"\\ud800"}']
)
def test_text_that_is_no_text_is_refused(sample: Served, body: bytes) -> None:
    response = sample.session.post(f"{sample.url}/api/v1/resolve", data=body, timeout=20)
    assert response.status_code == 400


LONG = "x" * 256
UNUSABLE: list[tuple[dict[str, str], list[str]]] = [
    ({"user_id": "unknown"}, []),
    ({"handle": "-", "user_id": "0"}, []),
    ({"user_id": " ", "handle": "\t"}, []),
    ({"handle": LONG}, ["handle"]),
    ({"user_id": LONG, "handle": "liam_byrne"}, ["user_id"]),
    ({"user_id": "overlong-1", "handle": "liam_byrne", "handle_raw": LONG}, ["handle_raw"]),
]


@pytest.mark.parametrize(("named", "ignored"), UNUSABLE)
def test_what_can_be_nobodys_is_answered_not_refused(
    sample: Served, named: dict[str, str], ignored: list[str]
) -> None:
    answer = sample.resolve(channel="twitter", **named)
    assert (answer["resolved"], answer["confidence"], answer["candidates"]) == (False, 0.0, [])
    assert answer.get("ignored", []) == ignored


def test_a_known_user_id_is_known_whatever_stands_beside_it(sample: Served) -> None:
    answer = sample.resolve(
        channel="twitter", user_id="200000002", handle=LONG, handle_raw=LONG, display_name="x" * 20_000
    )
    assert (answer["customer_id"], answer["social_graph"]["twitter_handle"]) == (
        "CRM_200000002",
        "sam_okafor",
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("free crypto" + " hello" * 20_000, "spam_keyword"),
        ("\U0001f600" * 20_000, None),
        ("hello " * 20_000, None),
    ],
)
def test_a_long_text_is_judged_by_its_beginning(sample: Served, text: str, reason: str | None) -> None:
    response = sample.post("/api/v1/bot-check", {"channel": "twitter", "text": text})
    assert response.status_code == 200
    assert response.json()["reason"] == reason
    assert response.json()["truncated"] is (len(text) > 20_000)


@pytest.mark.parametrize(
    ("said", "ignored"),
    [
        ("2021-05-01T00:00:00Z", []),
        ("2021-05-01 00:00", []),
        ("yesterday", ["account_created_at"]),
        ("2021-02-30T00:00:00Z", ["account_created_at"]),
        ("0001-01-01T00:00:00+14:00", []),
        ("", []),
    ],
)
def test_a_time_that_cannot_be_read_is_unknown_and_told(
    sample: Served, said: str, ignored: list[str]
) -> None:
    body = {"channel": "facebook", "user_id": "7", "account_created_at": said}
    answer = sample.post("/api/v1/bot-check", body).json()
    assert (answer["is_bot"], answer["ignored"]) == (False, ignored)


def test_a_log_entry_and_a_lead_of_an_overlong_sender(sample: Served) -> None:
    logged = sample.post("/api/v1/unresolved", {"channel": "twitter", "handle": LONG, "reason": "x" * 9_000})
    lead = sample.post("/api/v1/leads", {"source": "twitter", "handle": LONG})
    assert (logged.status_code, lead.status_code) == (202, 422)


ENDPOINTS = [
    ("POST", "/api/v1/resolve"),
    ("POST", "/api/v1/bot-check"),
    ("POST", "/api/v1/leads"),
    ("POST", "/api/v1/unresolved"),
    ("POST", "/api/v1/events"),
    ("GET", "/salesforce/api/v1/accounts/CRM_987654321"),
]


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
@pytest.mark.parametrize(
    "headers", [{}, {"X-API-Key": "wrong"}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic x"}]
)
def test_nobody_gets_in_without_a_key(
    sample: Served, method: str, path: str, headers: dict[str, str]
) -> None:
    response = requests.request(method, sample.url + path, headers=headers, json={}, timeout=20)
    assert response.status_code == 401
    assert "Bearer" in response.headers["www-authenticate"]


def test_a_bearer_token_is_as_good_as_the_header(sample: Served) -> None:
    headers = {"Authorization": f"Bearer {sample.session.headers['X-API-Key']!s}"}
    response = requests.get(
        f"{sample.url}/salesforce/api/v1/accounts/CRM_987654321", headers=headers, timeout=20
    )
    assert response.status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_needs_no_key(sample: Served, path: str) -> None:
    response = requests.get(sample.url + path, timeout=20)
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_the_correlation_id_is_echoed_and_a_strange_one_is_not(sample: Served) -> None:
    mine = sample.post("/api/v1/bot-check", {"channel": "twitter"}, ININ_Correlation_Id="abc-123")
    strange = sample.post("/api/v1/bot-check", {"channel": "twitter"}, ININ_Correlation_Id="x" * 200)
    assert mine.headers["ININ-Correlation-Id"] == "abc-123"
    assert strange.headers["ININ-Correlation-Id"] != "x" * 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nope", 404), ("GET", "/api/v1/resolve", 405), ("DELETE", "/healthz", 405)],
)
def test_unknown_addresses_and_methods(sample: Served, method: str, path: str, status: int) -> None:
    response = sample.session.request(method, sample.url + path, timeout=20)
    assert response.status_code == status
    assert response.json()["status"] == status


def test_the_account_is_the_crms_own(sample: Served) -> None:
    account = sample.get("/salesforce/api/v1/accounts/CRM_200000007")
    assert account.json()["tier"] == "Platinum"
    assert sample.get("/salesforce/api/v1/accounts/CRM_none").status_code == 404


BOTS: list[tuple[dict[str, Any], str | None]] = [
    ({"channel": "twitter", "user_id": "666000666"}, "known_bot"),
    ({"channel": "Twitter", "user_id": "666000666", "text": "free crypto"}, "known_bot"),
    ({"channel": "twitter", "user_id": "1", "text": "𝐅𝐑𝐄𝐄 сrурto, now!"}, "spam_keyword"),
    ({"channel": "twitter", "user_id": "1", "text": "hello, where is my order?"}, None),
    ({"channel": "facebook", "user_id": "1", "account_created_at": "2021-05-01T00:00:00Z"}, None),
    ({"channel": "facebook", "user_id": "1"}, None),
    ({"channel": "facebook"}, None),
]


@pytest.mark.parametrize(("body", "reason"), BOTS)
def test_bot_check(sample: Served, body: dict[str, Any], reason: str | None) -> None:
    answer = sample.post("/api/v1/bot-check", body).json()
    assert answer["reason"] == reason
    assert answer["is_bot"] is (reason is not None)


def test_an_event_is_taken_and_an_unknown_one_refused(sample: Served) -> None:
    good = sample.post("/api/v1/events", {"type": "profile.changed", "customer_id": "CRM_987654321"})
    bad = sample.post("/api/v1/events", {"type": "party", "customer_id": "CRM_987654321"})
    assert (good.status_code, bad.status_code) == (202, 422)


def test_garbage_on_the_socket_ends_in_4xx_and_the_platform_goes_on(sample: Served) -> None:
    address = urlsplit(sample.url)
    assert address.hostname
    assert address.port
    with socket.create_connection((address.hostname, address.port), timeout=10) as raw:
        raw.sendall(b"\x16\x03\x01 this is no HTTP\r\n\r\n")
        assert raw.recv(64).startswith(b"HTTP/1.1 400")
    assert sample.get("/healthz").status_code == 200

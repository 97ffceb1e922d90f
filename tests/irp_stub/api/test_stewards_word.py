"""What a steward says of an account beats every rule, until a steward says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Served, Starter

OTTO, WENDY, GRACE, SAMUEL = "CRM_200000012", "CRM_200000011", "CRM_200000001", "CRM_200000002"
OLD_HANDLE = {"channel": "twitter", "handle": "otto_lindqvist"}
OLD_PHONE = {"channel": "whatsapp", "user_id": "15550100211"}


@pytest.fixture
def served(start: Starter) -> Served:
    return start("--sample")


def say(served: Served, account: dict[str, Any], customer_id: str, relation: str) -> str:
    response = served.post(
        "/api/v1/identities", {**account, "customer_id": customer_id, "relation": relation}
    )
    assert response.ok, response.text
    outcome: str = response.json()["outcome"]
    return outcome


def rules(answer: dict[str, Any]) -> list[str]:
    return [item["rule"] for item in answer["evidence"]]


@pytest.mark.parametrize(("account", "customer_id"), [(OLD_HANDLE, OTTO), (OLD_PHONE, WENDY)])
def test_must_link_beats_age(served: Served, account: dict[str, Any], customer_id: str) -> None:
    assert served.resolve(**account)["resolved"] is False
    assert say(served, account, customer_id, "must_link") == "existing"
    answer = served.resolve(**account)
    assert (answer["customer_id"], answer["confidence"], answer["matched_by"]) == (
        customer_id,
        0.99,
        "must_link",
    )
    assert rules(answer)[0] == "must_link"


def test_must_link_beats_a_proven_mailbox_of_somebody_else(served: Served) -> None:
    say(served, OLD_HANDLE, OTTO, "must_link")
    claim = {**OLD_HANDLE, "user_id": "31", "email": "john.doe@doe-family.net", "email_verified": True}
    answer = served.resolve(**claim)
    assert (answer["customer_id"], "verified_email" in rules(answer)) == (OTTO, True)
    assert served.resolve(channel="twitter", user_id="31")["customer_id"] == OTTO


@pytest.mark.parametrize(
    ("account", "customer_id"),
    [
        ({"channel": "twitter", "user_id": "200000001"}, GRACE),
        ({"channel": "twitter", "user_id": "200000001", "handle": "grace_hall"}, GRACE),
        (OLD_PHONE, WENDY),
        ({"channel": "twitter", "handle": "hana_suzuki"}, "CRM_200000013"),
    ],
)
def test_cannot_link_beats_what_is_known(served: Served, account: dict[str, Any], customer_id: str) -> None:
    assert say(served, account, customer_id, "cannot_link") == "ruled_out"
    answer = served.resolve(**account)
    assert (answer["resolved"], answer["candidates"]) == (False, [])
    asked = {key: value for key, value in account.items() if key != "handle"}
    if "user_id" in asked:
        proven = served.resolve(**asked, email="nobody@doe-family.net", email_verified=True)
        assert proven["resolved"] is False
    assert say(served, account, customer_id, "must_link") == "linked"
    assert served.resolve(**account)["customer_id"] == customer_id


def test_cannot_link_beats_a_proven_mailbox(served: Served) -> None:
    account = {"channel": "twitter", "user_id": "32"}
    proven = {**account, "email": "john.doe@doe-family.net", "email_verified": True}
    say(served, account, "CRM_987654321", "cannot_link")
    assert rules(served.resolve(**proven)) == ["cannot_link"]
    lead = served.post("/api/v1/leads", {"source": "twitter", **proven}).json()
    assert lead["outcome"] == "created"


def test_what_is_said_of_a_handle_alone_says_nothing_of_a_known_id(served: Served) -> None:
    say(served, {"channel": "twitter", "handle": "maria_new"}, "CRM_200000006", "cannot_link")
    answer = served.resolve(channel="twitter", user_id="200000006", handle="maria_new")
    assert (answer["customer_id"], answer["confidence"]) == ("CRM_200000006", 0.97)


def test_a_merge_lifts_what_was_ruled_out_between_the_two_and_its_undoing_puts_it_back(
    served: Served,
) -> None:
    samuels = {"channel": "twitter", "user_id": "200000002"}
    say(served, samuels, GRACE, "cannot_link")
    merge_id = served.post(f"/api/v1/customers/{GRACE}/merge", {"customer_id": SAMUEL}).json()["merge_id"]
    answer = served.resolve(**samuels, handle="samuel_new")
    assert answer["customer_id"] == GRACE
    served.post(f"/api/v1/merges/{merge_id}/undo", {})
    ruled_out = served.get(f"/api/v1/customers/{GRACE}/graph").json()["ruled_out"]
    assert [(each["channel"], each["account"]) for each in ruled_out] == [("twitter", "id:200000002")]


def test_a_full_customer_gets_no_account_by_a_lead(served: Served) -> None:
    for number in range(4):
        say(served, {"channel": "twitter", "user_id": f"john-{number}"}, "CRM_987654321", "must_link")
    body = {"source": "twitter", "email": "john.doe@doe-family.net", "email_verified": True}
    fifth = served.post("/api/v1/leads", {**body, "user_id": "john-6"}).json()
    assert (fifth["outcome"], fifth["needs_review"]) == ("created", True)


def test_a_steward_names_a_customer_that_is_there(served: Served) -> None:
    body = {"channel": "twitter", "user_id": "1", "customer_id": "nobody", "relation": "cannot_link"}
    assert served.post("/api/v1/identities", body).status_code == 404
    assert served.post("/api/v1/identities", {**body, "relation": "perhaps"}).status_code == 422

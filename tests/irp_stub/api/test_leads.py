from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Served


def lead(sample: Served, *, key: str = "", **body: Any) -> tuple[int, dict[str, Any]]:
    headers = {"Idempotency_Key": key} if key else {}
    response = sample.post("/api/v1/leads", body, **headers)
    return response.status_code, response.json()


def test_a_hundred_requests_at_once_for_one_person_make_one_lead(sample: Served) -> None:
    body = {"source": "twitter", "user_id": "crowd-1", "handle": "crowd_one"}
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: lead(sample, **body), range(100)))
    assert sorted(status for status, _ in answers) == [200] * 99 + [201]
    assert len({answer["lead_id"] for _, answer in answers}) == 1


def test_a_new_lead_needs_review_and_a_known_one_does_not(sample: Served) -> None:
    created = lead(sample, source="twitter", user_id="lead-1", handle="lead_one")
    existing = lead(sample, source="twitter", user_id="lead-1", handle="renamed_since")
    assert created[0] == 201
    assert created[1]["needs_review"] is True
    assert existing == (200, {"outcome": "existing", "needs_review": False, "lead_id": created[1]["lead_id"]})


def test_a_customer_is_no_lead(sample: Served) -> None:
    status, answer = lead(sample, source="twitter", user_id="123456789")
    assert (status, answer["outcome"], answer["customer_id"]) == (200, "existing", "CRM_987654321")


def test_a_proven_mailbox_links_the_account_to_its_customer(sample: Served) -> None:
    proven: dict[str, Any] = {"email": "Samuel@okafor.dev ", "email_verified": True}
    status, answer = lead(sample, source="instagram", user_id="ig-sam", **proven)
    assert (status, answer["outcome"], answer["customer_id"]) == (200, "linked", "CRM_200000002")
    assert sample.resolve(channel="instagram", user_id="ig-sam")["customer_id"] == "CRM_200000002"


def test_a_claimed_mailbox_links_nobody(sample: Served) -> None:
    status, answer = lead(sample, source="instagram", user_id="ig-fake", email="samuel@okafor.dev")
    assert (status, answer["outcome"]) == (201, "created")


def test_two_accounts_of_one_proven_mailbox_are_one_lead(sample: Served) -> None:
    proven: dict[str, Any] = {"email": "new.person@people.net", "email_verified": True}
    _, first = lead(sample, source="twitter", user_id="np-1", **proven)
    status, second = lead(sample, source="instagram", user_id="np-2", **proven)
    assert (status, second["outcome"], second["lead_id"]) == (200, "linked", first["lead_id"])
    assert lead(sample, source="instagram", user_id="np-2")[1]["lead_id"] == first["lead_id"]


@pytest.mark.parametrize("address", ["info@people.net", "no-reply@people.net"])
def test_a_role_mailbox_joins_nobody(sample: Served, address: str) -> None:
    proven: dict[str, Any] = {"email": address, "email_verified": True}
    first = lead(sample, source="twitter", user_id=f"{address}-1", **proven)
    second = lead(sample, source="twitter", user_id=f"{address}-2", **proven)
    assert (first[0], second[0]) == (201, 201)


def test_the_same_key_has_the_same_answer_and_no_other_request(sample: Served) -> None:
    first = lead(sample, key="key-1", source="twitter", user_id="idem-1")
    again = lead(sample, key="key-1", source="twitter", user_id="idem-1")
    other = lead(sample, key="key-1", source="twitter", user_id="idem-2")
    assert first == again
    assert first[0] == 201
    assert other[0] == 422


def test_one_conversation_makes_one_lead(sample: Served) -> None:
    first = lead(sample, source="twitter", handle="conv_a", conversation_id="lead-conv")
    second = lead(sample, source="twitter", handle="conv_b", conversation_id="lead-conv")
    assert (first[0], second[0]) == (201, 200)
    assert first[1]["lead_id"] == second[1]["lead_id"]

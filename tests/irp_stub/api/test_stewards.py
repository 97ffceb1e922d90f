"""Reviews, links, merges, explanations, erasure: over the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Served, Starter

LOOK_ALIKE = {
    "channel": "twitter",
    "user_id": "777",
    "handle": "paypai_support",
    "handle_raw": "paypaI_support",
}
PAYPAL = "CRM_200000004"


@pytest.fixture
def served(start: Starter) -> Served:
    return start("--sample")


def rule(served: Served, review_id: str, decision: str, **more: Any) -> Any:
    return served.post(f"/api/v1/reviews/{review_id}/decision", {"decision": decision, **more})


def test_a_review_waits_with_all_its_conversations(served: Served) -> None:
    review_id = served.resolve(**LOOK_ALIKE, conversation_id="c1")["review_id"]
    served.resolve(**LOOK_ALIKE, conversation_id="c2")
    (review,) = served.get("/api/v1/reviews").json()["reviews"]
    assert review["review_id"] == review_id
    assert review["kind"] == "impersonation"
    assert review["candidates"] == [{"customer_id": PAYPAL, "confidence": 0.3}]
    assert review["conversations"] == ["c1", "c2"]


def test_linked_is_resolved_from_then_on(served: Served) -> None:
    review_id = served.resolve(**LOOK_ALIKE)["review_id"]
    decided = rule(served, review_id, "link")
    assert (decided.status_code, decided.json()["customer_id"]) == (200, PAYPAL)
    assert served.resolve(**LOOK_ALIKE)["customer_id"] == PAYPAL
    assert served.get("/api/v1/reviews").json() == {"reviews": [], "next": None}
    assert rule(served, review_id, "reject").status_code == 409


def test_rejected_is_not_asked_again(served: Served) -> None:
    rule(served, served.resolve(**LOOK_ALIKE)["review_id"], "reject")
    answer = served.resolve(**LOOK_ALIKE)
    assert (answer["resolved"], answer["candidates"]) == (False, [])
    assert "review_id" not in answer
    assert [item["rule"] for item in answer["evidence"]] == ["cannot_link"]
    assert "impersonation_suspected" not in answer


def test_a_number_that_was_given_to_somebody_else_is_its_former_owners_no_more(served: Served) -> None:
    phone = {"channel": "whatsapp", "user_id": "15550100211"}
    asked = served.resolve(**phone)
    assert (asked["confidence"], asked["candidates"][0]["customer_id"]) == (0.6, "CRM_200000011")
    rule(served, asked["review_id"], "reject")
    linked = served.post("/api/v1/identities", {**phone, "customer_id": "CRM_200000001"})
    assert linked.status_code == 201
    assert served.resolve(**phone)["customer_id"] == "CRM_200000001"


def test_blocked_is_a_known_bot(served: Served) -> None:
    rule(served, served.resolve(**LOOK_ALIKE)["review_id"], "block")
    assert served.post("/api/v1/bot-check", {"channel": "twitter", "user_id": "777"}).json()["known_bot"]


def test_merging_by_review_and_back(served: Served) -> None:
    moved = served.resolve(channel="twitter", user_id="200000003", handle="grace_hall")
    merged = rule(served, moved["review_id"], "merge", customer_id="CRM_200000001").json()
    assert merged["customer_id"] == "CRM_200000001"
    assert served.resolve(channel="twitter", user_id="200000003")["customer_id"] == "CRM_200000001"
    assert served.get("/salesforce/api/v1/accounts/CRM_200000003").json()["customer_id"] == "CRM_200000001"
    undone = served.post(f"/api/v1/merges/{merged['merge_id']}/undo", {})
    assert undone.status_code == 200
    assert served.resolve(channel="twitter", user_id="200000003")["customer_id"] == "CRM_200000003"
    assert served.get("/salesforce/api/v1/accounts/CRM_200000003").json()["tier"] == "Bronze"


REFUSED = [
    ("POST", "/api/v1/reviews/r_none/decision", {"decision": "link"}, 404),
    ("POST", "/api/v1/reviews/r_none/decision", {"decision": "guess"}, 422),
    ("GET", "/api/v1/reviews?limit=0", None, 422),
    ("GET", "/api/v1/reviews?limit=x", None, 422),
    ("GET", "/api/v1/reviews?after=nan", None, 422),
    ("POST", "/api/v1/identities", {"channel": "twitter", "user_id": "9", "customer_id": "nobody"}, 404),
    (
        "POST",
        "/api/v1/identities",
        {"channel": "twitter", "user_id": "123456789", "customer_id": PAYPAL},
        409,
    ),
    ("POST", "/api/v1/identities", {"channel": "twitter", "customer_id": PAYPAL}, 422),
    ("POST", f"/api/v1/customers/{PAYPAL}/merge", {"customer_id": PAYPAL}, 422),
    ("POST", f"/api/v1/customers/{PAYPAL}/merge", {"customer_id": "nobody"}, 404),
    ("POST", "/api/v1/customers/nobody/merge", {"customer_id": PAYPAL}, 404),
    ("POST", "/api/v1/merges/m_none/undo", None, 404),
    ("GET", "/api/v1/customers/nobody/graph", None, 404),
    ("GET", "/api/v1/decisions/d_none/explanation", None, 404),
    ("DELETE", "/api/v1/people/nobody", None, 404),
    ("DELETE", "/api/v1/leads/l_none", None, 404),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), REFUSED)
def test_what_cannot_be_is_refused(sample: Served, method: str, path: str, body: Any, status: int) -> None:
    response = sample.session.request(method, sample.url + path, json=body, timeout=20)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"


def test_a_merge_that_a_later_one_builds_upon_is_not_undone_first(served: Served) -> None:
    def merge(into: str, gone: str) -> str:
        merged: str = served.post(f"/api/v1/customers/{into}/merge", {"customer_id": gone}).json()["merge_id"]
        return merged

    first, second = merge("CRM_200000001", "CRM_200000002"), merge("CRM_200000001", "CRM_200000003")
    assert served.post(f"/api/v1/merges/{first}/undo", {}).status_code == 409
    assert served.post(f"/api/v1/merges/{second}/undo", {}).status_code == 200
    assert served.post(f"/api/v1/merges/{first}/undo", {}).status_code == 200
    assert served.post(f"/api/v1/merges/{first}/undo", {}).status_code == 409


def test_the_graph_tells_accounts_handles_and_how_it_came_together(served: Served) -> None:
    served.resolve(channel="twitter", user_id="123456789", handle="johndoe_official")
    served.post("/api/v1/customers/CRM_987654321/merge", {"customer_id": "CRM_200000003"})
    graph = served.get("/api/v1/customers/CRM_200000003/graph").json()
    assert graph["customer"]["customer_id"] == "CRM_987654321"
    assert graph["aliases"] == ["CRM_200000003"]
    assert [merged["merged"] for merged in graph["merges"]] == ["CRM_200000003"]
    (account,) = [node for node in graph["identities"] if node["user_id"] == "123456789"]
    assert [(spell["handle"], spell["until"] is None) for spell in account["handles"]] == [
        ("john_doe", False),
        ("johndoe_official", True),
    ]
    assert graph["emails"] == [{"address": "john.doe@doe-family.net", "verified": True}]


def test_a_decision_is_explained_while_it_is_in_memory_and_after_a_restart(start: Starter) -> None:
    served = start("--sample")
    plain = served.resolve(channel="twitter", user_id="123456789", handle="john_doe")
    asked = served.resolve(**LOOK_ALIKE)
    told = served.get(f"/api/v1/decisions/{plain['decision_id']}/explanation").json()
    assert told["customer_id"] == "CRM_987654321"
    assert "This is CRM_987654321" in told["text"]
    assert "by the account's user id" in told["text"]
    assert told["matched_by"] == "user_id"
    assert told["steps"][0]["confidence_after"] == 0.99
    followed = served.resolve(channel="twitter", user_id="200000007", handle="priya_new")
    told = served.get(f"/api/v1/decisions/{followed['decision_id']}/explanation").json()
    assert "Written: its handle was followed." in told["text"]
    served.stop()
    restarted = start("--sample")
    told = restarted.get(f"/api/v1/decisions/{asked['decision_id']}/explanation").json()
    assert told["reviews"] == ["impersonation"]
    assert "posing as a customer" in told["text"]


def test_an_erased_person_leaves_no_trace(start: Starter) -> None:
    served = start("--sample")
    who = {"channel": "twitter", "user_id": "200000005"}
    served.resolve(**who, handle="nadia_r")
    decision = served.resolve(**who, handle="nadia_rahman")["decision_id"]
    served.resolve(channel="twitter", user_id="888", handle="nadia_r")
    seen = served.resolve(channel="twitter", user_id="200000005")["decision_id"]
    served.post("/api/v1/unresolved", {**who, "handle": "nadia_r"})
    served.post("/api/v1/leads", {"source": "twitter", "user_id": "200000005"}, Idempotency_Key="nadia-key")
    served.post("/api/v1/customers/CRM_200000005/merge", {"customer_id": "CRM_200000010"})
    assert served.session.delete(f"{served.url}/api/v1/people/CRM_200000010", timeout=20).status_code == 200
    assert served.resolve(**who)["resolved"] is False
    assert served.get("/salesforce/api/v1/accounts/CRM_200000005").status_code == 404
    assert served.get("/salesforce/api/v1/accounts/CRM_200000010").status_code == 404
    for each in (decision, seen):
        assert served.get(f"/api/v1/decisions/{each}/explanation").status_code == 404
    left = b"".join(file.read_bytes() for file in start.folder.glob("irp.db*"))
    for trace in (b"nadia", b"Nadia", b"CRM_200000005", b"CRM_200000010", b"Fiona", b"24000000000000210"):
        assert trace not in left, trace
    assert b"CRM_200000001" in left
    assert "nadia" not in start.log()


def test_an_erased_lead_is_made_anew(served: Served) -> None:
    body = {"source": "twitter", "user_id": "lead-x"}
    lead_id = served.post("/api/v1/leads", body).json()["lead_id"]
    assert served.session.delete(f"{served.url}/api/v1/leads/{lead_id}", timeout=20).status_code == 200
    again = served.post("/api/v1/leads", body)
    assert (again.status_code, again.json()["lead_id"] != lead_id) == (201, True)


def compared(served: Served, first: str, second: str) -> dict[str, Any]:
    answer: dict[str, Any] = served.get(f"/api/v1/customers/{first}/comparison/{second}").json()
    return answer


def test_why_two_records_are_or_are_not_one_customer(served: Served) -> None:
    grace, samuel, liam = "CRM_200000001", "CRM_200000002", "CRM_200000014"
    served.post("/api/v1/identities", {"channel": "open", "handle": "gr4ce_hall", "customer_id": samuel})
    found = compared(served, grace, samuel)
    assert found["same"] is False
    assert {sign["kind"] for sign in found["signs"]} == {"look_alike", "two_accounts"}
    assert compared(served, grace, liam) == {
        "same": False,
        "verdict": "They are two: nothing speaks for one.",
        "signs": [],
    }
    served.post(f"/api/v1/customers/{grace}/merge", {"customer_id": samuel})
    merged = compared(served, grace, samuel)
    assert merged["same"] is True
    assert [sign["kind"] for sign in merged["signs"]] == ["merged"]
    assert served.get(f"/api/v1/customers/{grace}/comparison/nobody").status_code == 404

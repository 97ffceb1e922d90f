"""The stewards' queue over the wire: pages, kinds, one review in full, what a decision would do, new leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.irp_stub.conftest import Served, Starter

PAYPAL, GRACE = "CRM_200000004", "CRM_200000001"
LOOK_ALIKE = {"channel": "twitter", "handle": "paypai_support", "handle_raw": "paypaI_support"}


@pytest.fixture
def served(start: Starter) -> Served:
    return start("--sample")


def queue(served: Served, **query: str) -> dict[str, Any]:
    response = served.session.get(f"{served.url}/api/v1/reviews", params=query, timeout=20)
    assert response.status_code == 200, response.text
    page: dict[str, Any] = response.json()
    return page


def filled(served: Served) -> list[str]:
    """Three impersonations on Twitter, an old number on WhatsApp, a lead on Instagram."""
    asked = [served.resolve(**LOOK_ALIKE, user_id=str(number))["review_id"] for number in (771, 772, 773)]
    asked.append(served.resolve(channel="whatsapp", user_id="15550100211")["review_id"])
    served.post("/api/v1/leads", {"source": "instagram", "user_id": "55", "handle": "@New.One", "display_name": "New One", "email": "new@one.org", "conversation_id": "c-lead"})  # fmt: skip
    return asked


def ids(page: dict[str, Any]) -> list[str]:
    return [review["review_id"] for review in page["reviews"]]


def walked(served: Served, **query: str) -> Iterator[str]:
    after: str | None = "0"
    while after is not None:
        page = queue(served, after=after, **query)
        yield from ids(page)
        after = page["next"]


def test_pages_go_through_the_whole_queue_the_oldest_first(served: Served) -> None:
    asked = filled(served)
    everything = list(walked(served, limit="2"))
    assert everything[:4] == asked
    assert len(everything) == 5
    assert list(walked(served, limit="1")) == everything
    assert ids(queue(served)) == everything


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({"kind": "impersonation"}, ["impersonation"] * 3),
        ({"kind": "recycled_phone,new_lead"}, ["recycled_phone", "new_lead"]),
        ({"channel": "instagram"}, ["new_lead"]),
        ({"channel": "whatsapp", "kind": "impersonation"}, []),
        ({"older_than": "3600"}, []),
        ({"older_than": "0"}, ["impersonation"] * 3 + ["recycled_phone", "new_lead"]),
    ],
)
def test_the_queue_is_filtered(served: Served, query: dict[str, str], kinds: list[str]) -> None:
    filled(served)
    assert [review["kind"] for review in queue(served, **query)["reviews"]] == kinds


def test_the_summary_counts_what_is_open(served: Served) -> None:
    empty = served.get("/api/v1/reviews/summary").json()
    assert empty == {"open": 0, "whole": True, "counts": [], "oldest": None}
    first, *_ = filled(served)
    served.post(f"/api/v1/reviews/{first}/decision", {"decision": "reject"})
    summary = served.get("/api/v1/reviews/summary").json()
    assert (summary["open"], summary["whole"]) == (4, True)
    assert {"kind": "impersonation", "channel": "twitter", "count": 2} in summary["counts"]
    assert summary["oldest"] == queue(served)["reviews"][0]["created_at"]


@pytest.mark.parametrize(
    "query",
    [{"kind": "guess"}, {"limit": "1.5"}, {"limit": "501"}, {"older_than": "-1"}, {"older_than": "x"}, {"after": "inf"}, {"after": "~"}],
)  # fmt: skip
def test_what_selects_nothing_is_refused(sample: Served, query: dict[str, str]) -> None:
    response = sample.session.get(f"{sample.url}/api/v1/reviews", params=query, timeout=20)
    assert response.status_code == 422


def test_one_review_tells_how_the_handle_is_spelt(served: Served) -> None:
    review_id = served.resolve(**LOOK_ALIKE, user_id="777", conversation_id="c1")["review_id"]
    detail = served.get(f"/api/v1/reviews/{review_id}").json()
    assert detail["review"]["handle_raw"] == "paypaI_support"
    assert detail["review"]["conversations"] == ["c1"]
    (candidate,) = detail["candidates"]
    assert (candidate["customer_id"], candidate["handle"], candidate["channel"]) == (PAYPAL, "paypal_support", "twitter")  # fmt: skip
    assert [(one["text"], one["instead_of"]) for one in candidate["spelling"] if "oddity" in one] == [
        ("I", "l")
    ]
    assert "merge_with" not in candidate


def test_a_moved_handle_could_be_merged(served: Served) -> None:
    review_id = served.resolve(channel="twitter", user_id="200000003", handle="grace_hall")["review_id"]
    detail = served.get(f"/api/v1/reviews/{review_id}").json()
    assert detail["account_of"] == "CRM_200000003"
    (candidate,) = detail["candidates"]
    assert (candidate["customer_id"], candidate["merge_with"]) == (GRACE, "CRM_200000003")


def effects(served: Served, review_id: str, **query: str) -> Any:
    return served.session.get(f"{served.url}/api/v1/reviews/{review_id}/effects", params=query, timeout=20)


def test_what_a_decision_would_do_is_told_and_nothing_changes(served: Served) -> None:
    review_id = served.resolve(**LOOK_ALIKE, user_id="777", conversation_id="c1")["review_id"]
    moved = served.resolve(channel="twitter", user_id="200000003", handle="grace_hall")["review_id"]
    before = (queue(served), served.get(f"/api/v1/customers/{PAYPAL}/graph").json())
    told = {
        verb: " ".join(effects(served, review_id, decision=verb).json()["effects"])
        for verb in ("link", "reject", "block")
    }
    assert "belongs to CRM_200000004 from now on" in told["link"]
    assert "never linked to CRM_200000004" in told["reject"]
    assert "1 conversation asked" in told["reject"]
    assert "known bot" in told["block"]
    merged = effects(served, moved, decision="merge", customer_id=GRACE).json()["effects"]
    assert merged[0] == f"CRM_200000003 becomes part of {GRACE}: 1 account, 0 e-mails."
    assert (queue(served), served.get(f"/api/v1/customers/{PAYPAL}/graph").json()) == before
    assert (
        served.post("/api/v1/bot-check", {"channel": "twitter", "user_id": "777"}).json()["is_bot"] is False
    )


def test_an_account_that_would_be_taken_from_somebody_is_told(served: Served) -> None:
    review_id = served.resolve(channel="whatsapp", user_id="15550100211")["review_id"]
    told = effects(served, review_id, decision="reject").json()["effects"]
    assert told[0] == "It is taken from CRM_200000011, and belongs to nobody then."
    rule(served, review_id, "reject")
    assert served.get("/api/v1/customers/CRM_200000011/graph").json()["identities"] == []


def test_what_would_be_refused_is_told_too(served: Served) -> None:
    review_id = served.resolve(**LOOK_ALIKE, user_id="777")["review_id"]
    assert effects(served, review_id, decision="merge").status_code == 422
    assert effects(served, review_id, decision="guess").status_code == 422
    assert effects(served, "r_none", decision="link").status_code == 404
    served.post(f"/api/v1/reviews/{review_id}/decision", {"decision": "reject"})
    again = effects(served, review_id, decision="link")
    assert (again.status_code, again.json()["detail"]) == (409, 'this review was decided before: "reject"')


def lead_review(served: Served) -> dict[str, Any]:
    (review,) = queue(served, kind="new_lead")["reviews"]
    detail: dict[str, Any] = served.get(f"/api/v1/reviews/{review['review_id']}").json()
    return detail


def rule(served: Served, review_id: str, decision: str, **more: Any) -> Any:
    return served.post(f"/api/v1/reviews/{review_id}/decision", {"decision": decision, **more})


def test_a_new_lead_waits_in_the_queue_with_what_it_said(served: Served) -> None:
    filled(served)
    detail = lead_review(served)
    assert detail["lead"]["display_name"] == "New One"
    assert (detail["lead"]["claimed_email"], "email" in detail["lead"]) == ("new@one.org", False)
    assert (detail["review"]["handle_raw"], detail["review"]["conversations"]) == ("New.One", ["c-lead"])
    assert detail["candidates"] == []


def test_a_lead_is_linked_to_a_customer_that_is_named(served: Served) -> None:
    filled(served)
    review_id = lead_review(served)["review"]["review_id"]
    assert rule(served, review_id, "link").status_code == 422
    assert rule(served, review_id, "merge", customer_id=GRACE).status_code == 422
    assert rule(served, review_id, "link", customer_id=GRACE).json()["customer_id"] == GRACE
    assert served.resolve(channel="instagram", user_id="55")["customer_id"] == GRACE
    assert queue(served, kind="new_lead")["reviews"] == []


def test_a_lead_stays_one_or_is_a_bot(served: Served) -> None:
    filled(served)
    assert rule(served, lead_review(served)["review"]["review_id"], "reject").status_code == 200
    assert queue(served, kind="new_lead")["reviews"] == []
    assert (
        served.post("/api/v1/leads", {"source": "instagram", "user_id": "55"}).json()["outcome"] == "existing"
    )
    served.post("/api/v1/leads", {"source": "instagram", "user_id": "56"})
    assert rule(served, lead_review(served)["review"]["review_id"], "block").status_code == 200
    assert served.post("/api/v1/bot-check", {"channel": "instagram", "user_id": "56"}).json()["known_bot"]


def test_an_erased_lead_asks_nobody(served: Served) -> None:
    lead_id = served.post("/api/v1/leads", {"source": "twitter", "user_id": "lead-y"}).json()["lead_id"]
    assert len(queue(served)["reviews"]) == 1
    served.session.delete(f"{served.url}/api/v1/leads/{lead_id}", timeout=20)
    assert queue(served)["reviews"] == []
    assert served.get("/api/v1/reviews/summary").json()["open"] == 0


def test_an_erased_person_is_counted_no_longer(served: Served) -> None:
    filled(served)
    served.session.delete(f"{served.url}/api/v1/people/{PAYPAL}", timeout=20)
    kinds = [review["kind"] for review in queue(served)["reviews"]]
    counts = served.get("/api/v1/reviews/summary").json()["counts"]
    assert (
        sorted(kinds)
        == sorted(one["kind"] for one in counts for _ in range(one["count"]))
        == ["new_lead", "recycled_phone"]
    )


def test_what_a_steward_says_later_counts(served: Served) -> None:
    review_id = served.resolve(**LOOK_ALIKE, user_id="777")["review_id"]
    rule(served, review_id, "reject")
    ruled_out = served.get(f"/api/v1/customers/{PAYPAL}/graph").json()["ruled_out"]
    assert [(one["channel"], one["account"]) for one in ruled_out] == [("twitter", "id:777")]
    served.post("/api/v1/identities", {"channel": "twitter", "user_id": "777", "customer_id": PAYPAL})
    assert served.get(f"/api/v1/customers/{PAYPAL}/graph").json()["ruled_out"] == []
    assert served.resolve(channel="twitter", user_id="777", handle="another")["customer_id"] == PAYPAL


def search(served: Served, text: str) -> list[tuple[str, str]]:
    response = served.post("/api/v1/customers/search", {"text": text})
    assert response.status_code == 200, response.text
    return [(one["customer_id"], one["found_by"]) for one in response.json()["customers"]]


SEARCHED = [
    (GRACE, [(GRACE, "id")]),
    ("200000004", [(PAYPAL, "user_id")]),
    ("@Paypal_Support ", [(PAYPAL, "handle")]),
    ("paypaI_support", [(PAYPAL, "look_alike")]),
    ("paypal_s", [(PAYPAL, "handle")]),
    ("paypaI_s", [(PAYPAL, "look_alike")]),
    ("grace.hall@hall-mail.net", [(GRACE, "email")]),
    ("", []),
    ("nobody-at-all", []),
    ("x" * 10_000, []),
    ("'; DROP TABLE customer; --", []),
    ("%", []),
]


@pytest.mark.parametrize(("text", "found"), SEARCHED)
def test_customers_are_found_by_what_is_at_hand(
    sample: Served, text: str, found: list[tuple[str, str]]
) -> None:
    assert search(sample, text) == found


def test_former_handles_and_former_ids_are_found(served: Served) -> None:
    served.resolve(channel="twitter", user_id="200000004", handle="paypal_help")
    assert search(served, "paypal_support") == [(PAYPAL, "former_handle")]
    served.post(f"/api/v1/customers/{GRACE}/merge", {"customer_id": PAYPAL})
    assert search(served, PAYPAL) == [(GRACE, "alias")]
    beginnings = search(served, "CRM_2000000")
    assert (len(beginnings), {way for _, way in beginnings}) == (13, {"id"})


def test_the_history_tells_who_did_what(served: Served) -> None:
    review_id = served.resolve(**LOOK_ALIKE, user_id="777")["review_id"]
    rule(served, review_id, "link")
    merged = served.post(f"/api/v1/customers/{GRACE}/merge", {"customer_id": PAYPAL}).json()["merge_id"]
    served.post(f"/api/v1/merges/{merged}/undo", {})
    events = served.get(f"/api/v1/customers/{PAYPAL}/history").json()["events"]
    assert [event["action"] for event in events] == ["review link", "link", "decision"]
    assert events[0]["actor"] == "environment"
    assert "a steward was asked (impersonation)" in events[2]["text"]
    assert events[2]["decision_id"]
    of_grace = served.get(f"/api/v1/customers/{GRACE}/history").json()["events"]
    assert [event["action"] for event in of_grace] == ["unmerge", "merge"]
    assert served.get("/api/v1/customers/nobody/history").status_code == 404

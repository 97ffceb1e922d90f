"""What is kept can be read: senders whom nobody knew, who wrote what, and all about one person."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Served, Starter

NADIA = "CRM_200000005"


@pytest.fixture
def served(start: Starter) -> Served:
    return start("--sample")


def pages(served: Served, path: str, name: str, limit: int) -> list[Any]:
    found: list[Any] = []
    after: str | None = "0"
    while after is not None:
        page = served.get(f"{path}?limit={limit}&after={after}").json()
        found += page[name]
        after = page["next"]
    return found


def test_senders_whom_nobody_knew_are_listed_once(served: Served) -> None:
    for number in range(5):
        body = {
            "channel": "twitter",
            "user_id": f"{number}9",
            "conversation_id": f"c{number}",
            "reason": "guest",
        }
        served.post("/api/v1/unresolved", body)
        served.post("/api/v1/unresolved", body)
    found = pages(served, "/api/v1/unresolved", "unresolved", 2)
    assert [entry["user_id"] for entry in found] == ["09", "19", "29", "39", "49"]
    assert {entry["reason"] for entry in found} == {"guest"}


def test_every_write_is_in_the_audit_log_and_nobody_is_named(served: Served) -> None:
    served.resolve(channel="twitter", user_id="200000005", handle="nadia_rahman")
    served.post("/api/v1/leads", {"source": "twitter", "user_id": "audit-1", "display_name": "Zelda Quill"})
    served.post("/api/v1/unresolved", {"channel": "twitter", "user_id": "audit-2", "handle": "zelda"})
    account = {"channel": "open", "user_id": "audit-3", "customer_id": NADIA}
    served.post("/api/v1/identities", account)
    served.post("/api/v1/identities", {**account, "relation": "cannot_link"})
    merged = served.post(f"/api/v1/customers/{NADIA}/merge", {"customer_id": "CRM_200000003"}).json()
    served.post(f"/api/v1/merges/{merged['merge_id']}/undo", {})
    asked = served.resolve(channel="twitter", handle="otto_lindqvist")["review_id"]
    served.post(f"/api/v1/reviews/{asked}/decision", {"decision": "reject"})
    served.session.delete(f"{served.url}/api/v1/people/CRM_200000014", timeout=20)
    entries = pages(served, "/api/v1/audit", "entries", 3)
    actions = [entry["action"] for entry in entries]
    assert actions == [
        "import", "resolve", "lead created", "unresolved", "link", "rule out", "merge", "unmerge", "resolve",
        "review reject", "erase",
    ]  # fmt: skip
    assert {entry["actor"] for entry in entries} == {"command line", "environment"}
    told = json.dumps(entries)
    assert not any(name in told for name in ("nadia", "zelda", "Zelda", "audit-", "otto", "200000014"))


def test_a_person_is_shown_all_that_is_kept(served: Served) -> None:
    who = {"channel": "twitter", "user_id": "200000005"}
    served.post("/api/v1/unresolved", {**who, "conversation_id": "c1"})
    served.post("/api/v1/leads", {"source": "open", "user_id": "new-9", "handle": "nadia"})
    served.post("/api/v1/identities", {"channel": "open", "user_id": "new-9", "customer_id": NADIA})
    served.resolve(**who, handle="nadia_rahman")
    asked = served.resolve(channel="twitter", user_id="x9", handle="nadia_rahman")["review_id"]
    kept = served.get(f"/api/v1/people/{NADIA}").json()
    assert kept["graph"]["customer"]["name"] == "Nadia Rahman"
    assert [account["channel"] for account in kept["graph"]["identities"]] == ["open", "twitter"]
    assert [lead["handle"] for lead in kept["leads"]] == ["nadia"]
    assert asked in [review["review_id"] for review in kept["reviews"]]
    assert [entry["conversation_id"] for entry in kept["unresolved"]] == ["c1"]
    assert {event["action"] for event in kept["history"]} >= {"link", "decision"}
    assert served.get("/api/v1/people/nobody").status_code == 404
    served.session.delete(f"{served.url}/api/v1/people/{NADIA}", timeout=20)
    assert served.get(f"/api/v1/people/{NADIA}").status_code == 404


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=x", "after=nan", "after=x"])
@pytest.mark.parametrize("path", ["/api/v1/unresolved", "/api/v1/audit"])
def test_a_page_that_cannot_be(sample: Served, path: str, query: str) -> None:
    assert sample.get(f"{path}?{query}").status_code == 422

"""A platform that somebody wrote from the guide's text alone: its response JSON, plus the confidence it asks for."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from irp_stub.contract.dataset import parse_data_set
from irp_stub.contract.rule import Level
from irp_stub.contract.settings import Limits, Secrets
from irp_stub.contract.verdict import NotRun
from tests.irp_stub.contract.asking import ask, failures

DATA = """
known: {channel: twitter, customer_id: CRM_987654321, user_id: "123456789", handle: john_doe, tier: Platinum}
handle_only: {channel: twitter, customer_id: CRM_987654321, handle: john_doe}
renamed: {channel: twitter, customer_id: CRM_987654321, user_id: "123456789", handle: john_doe}
contested:
  - {channel: twitter, customer_id: CRM_987654321, user_id: "123456789", handle: john_doe}
  - {channel: twitter, customer_id: CRM_2, user_id: "222", handle: jane}
held: {channel: twitter, customer_id: CRM_2, user_id: "222", handle: jane}
look_alike: {channel: twitter, customer_id: CRM_987654321, handle: john_doe}
same_person:
  - {channel: twitter, customer_id: CRM_2, user_id: "222", handle: jane}
  - {channel: linkedin, customer_id: CRM_2, user_id: li-2, handle: jane-2}
"""

IDS = {
    ("twitter", "123456789"): "CRM_987654321", ("twitter", "222"): "CRM_2", ("linkedin", "li-2"): "CRM_2",
}  # fmt: skip
HANDLES = {
    ("twitter", "john_doe"): "CRM_987654321",
    ("twitter", "jane"): "CRM_2",
    ("linkedin", "jane-2"): "CRM_2",
}
TIERS = {"CRM_987654321": "Platinum", "CRM_2": "Gold"}


class Guided(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers.get("X-API-Key") != "theirs":
            self.reply(401, {"error": "unauthorized"})
        elif self.path != "/api/v1/resolve":
            self.reply(404, {"error": "not found"})
        else:
            self.reply(200, self.resolved(request))

    def do_GET(self) -> None:
        self.reply(404 if self.headers.get("X-API-Key") == "theirs" else 401, {"error": "no"})

    def resolved(self, request: dict[str, Any]) -> dict[str, Any]:
        channel, handle = request["channel"], request.get("handle", "").strip().lower()
        customer = IDS.get((channel, request.get("user_id", ""))) or HANDLES.get((channel, handle))
        if customer is None:
            return {"resolved": False, "confidence": 0.0}
        return {
            "resolved": True,
            "confidence": 0.95,
            "customer_id": customer,
            "profile_data": {
                "name": "John Doe",
                "tier": TIERS[customer],
                "last_interaction": "2023-10-27T10:00:00Z",
                "preferences": {"preferred_channel": "sms", "language": "en-US"},
            },
            "social_graph": {"twitter_id": "123456789", "linkedin_url": "linkedin.com/in/johndoe"},
        }

    def reply(self, status: int, document: dict[str, Any]) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass

    def log_error(self, *_: Any) -> None:
        pass


class Server(HTTPServer):
    def handle_error(self, *_: Any) -> None:
        """It crashes on a body that is no JSON: that is a should."""


@pytest.fixture
def guided() -> Iterator[str]:
    with Server(("127.0.0.1", 0), Guided) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_it_passes_every_must_and_hears_of_the_shoulds(guided: str) -> None:
    limits = Limits(rate=500, load_seconds=0.2, flow_timeout=30, budget=30)
    report = ask(guided, limits, parse_data_set(DATA, "theirs.yaml"), Secrets("theirs"))
    assert report.failed(Level.MUST) == ()
    assert report.exit_code == 0
    assert set(failures(report)) == {
        "serves-every-action", "correlation-id", "profile-updated-at", "handle-follow", "recycled-handle",
        "handle-at-sign", "impersonation-told", "malformed-refused", "nobody-refused",
    }  # fmt: skip
    reasons = {r.rule.name: r.verdict.reason for r in report.results if isinstance(r.verdict, NotRun)}
    assert "no `bots`" in reasons["known-bot"]
    assert "does not serve" in reasons["lead-created"]
    assert "does not serve" in reasons["account-unknown"]

"""A steward's decision is told to whoever waits, signed, and again until it is taken."""

from __future__ import annotations

import json
import queue
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import pytest

from irp_stub.api.webhook import webhook_at
from irp_stub.errors import NotConfigured
from irp_stub.stewardship.notice import signature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.irp_stub.conftest import Starter

SECRET = "a-secret-for-webhooks"


class Receiver:
    """Refuses the first notice, takes every other."""

    def __init__(self) -> None:
        received: queue.Queue[tuple[str, bytes]] = queue.Queue()
        self.correlation_ids: list[str] = []
        self_ = self
        statuses = iter([503, *[204] * 10])

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(next(statuses))
                self.end_headers()
                self_.correlation_ids.append(self.headers["ININ-Correlation-Id"])
                received.put((self.headers["X-IRP-Signature"], body))

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self.received = received
        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/decided"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    running = Receiver()
    yield running
    running.stop()


def test_a_decision_is_told_until_it_is_taken(
    start: Starter, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IRP_WEBHOOK_SECRET", SECRET)
    served = start("--sample", "--webhook", receiver.url)
    asked = served.resolve(
        channel="twitter", user_id="777", handle_raw="paypaI_support", conversation_id="c-9"
    )
    path = f"/api/v1/reviews/{asked['review_id']}/decision"
    served.post(path, {"decision": "link"}, ININ_Correlation_Id="c-corr")
    refused, taken = (receiver.received.get(timeout=20) for _ in range(2))
    assert refused[1] == taken[1]
    assert json.loads(taken[1]) == {
        "type": "review.decided",
        "review_id": asked["review_id"],
        "decision": "link",
        "channel": "twitter",
        "conversations": ["c-9"],
        "customer_id": "CRM_200000004",
        "correlation_id": "c-corr",
    }
    assert receiver.correlation_ids == ["c-corr", "c-corr"]
    sent_at = int(taken[0].partition(",")[0].removeprefix("t="))
    assert taken[0] == signature(taken[1], SECRET.encode(), sent_at)
    assert taken[0] != signature(taken[1], b"another secret", sent_at)


@pytest.mark.parametrize(
    ("url", "secret", "complaint"),
    [
        ("ftp://x/y", "s", "no address"),
        ("nonsense", "s", "no address"),
        ("https://x/y", None, "IRP_WEBHOOK_SECRET"),
    ],
)
def test_a_webhook_needs_an_address_and_a_secret(url: str, secret: str | None, complaint: str) -> None:
    with pytest.raises(NotConfigured, match=complaint):
        webhook_at(url, secret)

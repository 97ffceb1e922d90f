"""Services and clocks around an org, looked at over real sockets on this machine."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from genesys_deploy.deploy.health.surroundings import check_clock, check_service

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
DATE = "Fri, 02 Jan 2026 12:00:00 GMT"
CLOUD = "https://api.mypurecloud.ie"
NOBODY = "http://127.0.0.1:9"


@contextmanager
def answering(status: int = 200, date: str | None = DATE, asked: list[str] | None = None) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if asked is not None:
                asked.append(self.path)
            self.do_HEAD()

        def do_HEAD(self) -> None:
            self.send_response_only(status)
            if date is not None:
                self.send_header("Date", date)
            self.end_headers()

        def log_message(self, *arguments: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(("status", "ok"), [(200, True), (401, True), (404, True), (301, True), (503, False)])
def test_whatever_is_no_failure_of_its_own_is_an_answer(*, status: int, ok: bool) -> None:
    with answering(status) as url:
        check = check_service("irp", url, "http://127.0.0.1:8080")
    assert (check.ok, f"answers with status {status}" in check.told) == (ok, True)


def test_a_service_that_says_how_it_is_is_asked_there() -> None:
    asked: list[str] = []
    with answering(asked=asked) as url:
        check = check_service("irp", f"{url}/", "http://127.0.0.1:8080", "/healthz")
    assert (check.ok, asked) == (True, ["/healthz"])
    assert "answers /healthz with status 200" in check.told


@pytest.mark.parametrize(
    ("host", "told"),
    [
        (CLOUD, "is an address of this machine, which an org in the cloud cannot call"),
        ("http://127.0.0.1:8080", "cannot be reached"),
        ("", "cannot be reached"),
    ],
)
def test_a_service_that_the_org_cannot_call(host: str, told: str) -> None:
    check = check_service("irp", NOBODY, host)
    assert (check.ok, told in check.told, bool(check.remedy)) == (False, True, True)


@pytest.mark.parametrize(
    ("off", "ok", "told"),
    [
        (timedelta(), True, "0 s behind the org's"),
        (timedelta(seconds=30), True, "30 s ahead of the org's"),
        (timedelta(seconds=31), False, "31 s ahead of the org's"),
        (timedelta(minutes=-5), False, "300 s behind the org's"),
    ],
)
def test_a_clock_that_is_wrong_is_told(*, off: timedelta, ok: bool, told: str) -> None:
    with answering() as url:
        check = check_clock(url, lambda: NOON + off)
    assert (check.ok, check.told, bool(check.remedy)) == (ok, told, not ok)


@pytest.mark.parametrize("date", [None, "yesterday"])
def test_an_org_that_does_not_say_what_time_it_is(date: str | None) -> None:
    with answering(date=date) as url:
        assert check_clock(url).told == "the org does not say what time it is"


def test_nobody_says_what_time_it_is() -> None:
    assert check_clock(NOBODY).ok

"""Data Actions over real HTTP, on this machine."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from genesys_deploy.simulate import requests
from genesys_deploy.simulate.errors import WrongAnswer
from genesys_deploy.simulate.worlds.http import HttpWorld
from tests.genesys_deploy.simulate.building import check_contract

SHORT = timedelta(milliseconds=300)


class Service(BaseHTTPRequestHandler):
    """Answers by path; what it was sent is kept in `seen`."""

    seen: list[dict[str, Any]]

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length).decode()
        self.server.seen.append({"path": self.path, "headers": dict(self.headers), "body": body})  # type: ignore[attr-defined]
        if self.path == "/slow":
            self.server.released.wait(5)  # type: ignore[attr-defined]
        status = {"/refused": 429, "/moved": 302}.get(self.path, 200)
        answer = json.dumps({"score": 0.85, "tags": ["ä"]}).encode()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        if self.path == "/trickle":
            self._trickle(answer)
            return
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        with contextlib.suppress(OSError):  # whoever asked may have gone
            self.wfile.write(answer)

    def _trickle(self, answer: bytes) -> None:
        self.end_headers()
        try:
            for byte in answer:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                if self.server.released.wait(0.05):  # type: ignore[attr-defined]
                    return
        except OSError:
            return

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def service() -> Iterator[Any]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.seen = []
    server.released = threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.released.set()
    server.shutdown()
    thread.join()
    server.server_close()


def ask(
    server: Any, path: str, timeout: timedelta | None = timedelta(seconds=5), own_seconds: float = 10
) -> Any:
    action = check_contract(f"http://127.0.0.1:{server.server_port}{path}")
    action = replace(action, timeout_seconds=own_seconds)  # type: ignore[arg-type]
    world = HttpWorld({"Check": action}, {"IRP": {"key": "s3cret"}})
    try:
        return world.answer(requests.CallDataAction("IRP", "Check", {"handle": "jö"}, timeout))
    finally:
        world.close()


def test_inputs_and_credentials_go_out_and_outputs_come_back(service: Any) -> None:
    answer = ask(service, "/resolve")
    assert isinstance(answer, requests.ActionSucceeded)
    assert dict(answer.outputs) == {"score": 0.85, "tags": ["ä"]}
    assert timedelta(0) < answer.elapsed < timedelta(seconds=5)
    (sent,) = service.seen
    assert sent["headers"]["X-Key"] == "s3cret"
    assert json.loads(sent["body"]) == {"handle": "jö"}


def test_a_service_on_this_machine_is_never_asked_through_a_proxy(
    service: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    assert isinstance(ask(service, "/resolve"), requests.ActionSucceeded)


def test_an_error_status_is_a_failure(service: Any) -> None:
    answer = ask(service, "/refused")
    assert isinstance(answer, requests.ActionFailed)
    assert answer.outputs["status"] == 429


def test_redirects_are_not_followed(service: Any) -> None:
    assert isinstance(ask(service, "/moved"), requests.ActionFailed)
    assert [sent["path"] for sent in service.seen] == ["/moved"]


@pytest.mark.parametrize("path", ["/slow", "/trickle"])
def test_the_timeout_of_the_call_is_a_timeout(service: Any, path: str) -> None:
    answer = ask(service, path, SHORT)
    assert isinstance(answer, requests.ActionTimedOut)
    assert answer.elapsed >= SHORT


@pytest.mark.parametrize("timeout", [None, timedelta(seconds=60)])
def test_the_timeout_of_the_data_action_is_a_failure(service: Any, timeout: timedelta | None) -> None:
    answer = ask(service, "/slow", timeout, own_seconds=0.3)
    assert isinstance(answer, requests.ActionFailed)
    assert len(answer.outputs) == 13


def test_a_service_that_is_not_there_is_a_failure_that_says_no_secrets() -> None:
    world = HttpWorld(
        {"Check": check_contract("http://127.0.0.1:1/x?key=s3cret")}, {"IRP": {"key": "s3cret"}}
    )
    answer = world.answer(requests.CallDataAction("IRP", "Check", {"handle": "j"}, timedelta(seconds=5)))
    assert isinstance(answer, requests.ActionFailed)
    assert "s3cret" not in str(answer)


def test_inputs_that_break_the_contract_are_a_failure_and_nothing_is_sent(service: Any) -> None:
    world = HttpWorld({"Check": check_contract(f"http://127.0.0.1:{service.server_port}/x")})
    answer = world.answer(requests.CallDataAction("IRP", "Check", {"handle": 5}, timedelta(seconds=5)))
    assert isinstance(answer, requests.ActionFailed)
    assert service.seen == []


def test_a_data_action_that_is_not_at_hand_is_named() -> None:
    with pytest.raises(WrongAnswer, match='"Other"'):
        HttpWorld({}).answer(requests.CallDataAction("IRP", "Other", {}, None))


def test_a_relative_url_needs_a_platform() -> None:
    world = HttpWorld({"Check": check_contract("/api/v2/users/me")})
    with pytest.raises(WrongAnswer, match="platform"):
        world.answer(requests.CallDataAction("IRP", "Check", {"handle": "j"}, None))


def test_everything_else_goes_to_the_other_world() -> None:
    assert isinstance(HttpWorld({}).answer(requests.Find("queue", "A")), requests.Found)

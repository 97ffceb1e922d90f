"""A served org and the platform's official SDK, unmodified, as its client."""

from __future__ import annotations

import contextlib
import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
import requests

from genesys_deploy.local_org.server import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from email.message import Message

    from genesys_deploy.local_org.server import RunningOrg


@pytest.fixture(scope="session")
def sdk() -> Any:
    import PureCloudPlatformClientV2

    PureCloudPlatformClientV2.configuration.gateway_configuration = None
    return PureCloudPlatformClientV2


@pytest.fixture
def running() -> Iterator[RunningOrg]:
    with serve() as org:
        yield org


@pytest.fixture
def log_in(sdk: Any, running: RunningOrg) -> Callable[..., Any]:
    def client(client_id: str = "local-client", secret: str = "local-secret") -> Any:
        return sdk.ApiClient(host=running.url).get_client_credentials_token(client_id, secret)

    return client


@pytest.fixture
def client(log_in: Callable[..., Any]) -> Any:
    return log_in()


@dataclass(frozen=True)
class Call:
    path: str
    headers: Message
    body: Any


class Service:
    """A web service that answers as it is told, the last answer over and over, and remembers its calls."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, Any]] = [(200, {})]
        self.calls: list[Call] = []
        self.hold = threading.Event()
        self.hold.set()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length) or b"null")
                service.calls.append(Call(self.path, self.headers, body))
                status, answer = service.answers[0] if len(service.answers) == 1 else service.answers.pop(0)
                service.hold.wait(timeout=10)
                content = json.dumps(answer).encode()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content)

            do_GET = do_POST  # noqa: N815

            def log_message(self, *arguments: object) -> None:
                """Silent."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/api"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    def stop(self) -> None:
        self.hold.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service()
    yield made
    made.stop()


@pytest.fixture
def upload(sdk: Any, client: Any) -> Callable[[str], Any]:
    """Publish a flow as a client of the platform does; the job when it is over."""

    def job_of(text: str) -> Any:
        architect = sdk.ArchitectApi(client)
        job = architect.post_flows_jobs()
        sent = requests.put(job.presigned_url, data=text.encode(), headers=job.headers, timeout=5)
        assert sent.status_code == 200
        for _ in range(500):
            state = architect.get_flows_job(job.id, expand=["messages"])
            if state.status in {"Success", "Failure"}:
                return state
        raise AssertionError("the job does not end")

    return job_of


@pytest.fixture
def send(running: RunningOrg) -> Callable[..., Any]:
    """Send a native message; the trace of its conversation when all runs are over."""

    def trace_of(sender: str = "42", name: str = "Ann", **body: Any) -> Any:
        message = {"from": {"id": sender, "name": name}, **body}
        sent = requests.post(f"{running.url}/local/messages", json=message, timeout=5)
        assert sent.status_code == 202, sent.text
        return trace(running, sent.json()["conversationId"])

    return trace_of


@pytest.fixture
def finished(running: RunningOrg) -> Callable[[str], Any]:
    """The trace of a conversation when all its runs are over."""
    return lambda conversation_id: trace(running, conversation_id)


def trace(running: RunningOrg, conversation_id: str) -> Any:
    for _ in range(2000):
        url = f"{running.url}/local/conversations/{conversation_id}/trace"
        told = requests.get(url, timeout=5).json()
        if told["done"]:
            return told
    raise AssertionError("the run does not end")

"""Real sockets: a server that never answers, a proxy that stands between."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from genesys_deploy.platform.errors import UncertainWrite, Unreachable
from genesys_deploy.platform.exchange import Call
from genesys_deploy.platform.patience import RetryBudget
from genesys_deploy.platform.transport import Timeouts, Transport


@pytest.fixture
def silent() -> Iterator[str]:
    """It takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/api/v2/things"


@pytest.mark.parametrize(("method", "error"), [("GET", Unreachable), ("POST", UncertainWrite)])
def test_a_server_that_says_nothing_is_given_up(silent: str, method: str, error: type[Exception]) -> None:
    transport = Transport(timeouts=Timeouts(1, 0.1), budget=RetryBudget(lost_attempts=1))
    with pytest.raises(error, match="no answer came within the time allowed"):
        transport.send(Call(method, silent, body={}))
    transport.close()


@pytest.fixture
def proxy() -> Iterator[tuple[str, list[str]]]:
    """A proxy that answers everything itself, and the addresses it was asked for."""
    asked: list[str] = []

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is http.server's
            pass

    with HTTPServer(("127.0.0.1", 0), Proxy) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def test_the_environments_proxy_is_used(
    proxy: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, asked = proxy
    monkeypatch.setenv("http_proxy", address)
    monkeypatch.delenv("no_proxy", raising=False)
    transport = Transport()
    assert transport.send(Call("GET", "http://api.example.invalid/api/v2/things")).json() == {}
    assert asked == ["http://api.example.invalid/api/v2/things"]
    transport.close()

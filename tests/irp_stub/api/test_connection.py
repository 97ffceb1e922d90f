"""What HTTP asks of a connection, byte by byte."""

from __future__ import annotations

import socket
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.irp_stub.conftest import KEY

if TYPE_CHECKING:
    from tests.irp_stub.conftest import Served

BODY = b'{"channel": "twitter", "user_id": "123456789"}'


def request(method: str = "POST", path: str = "/api/v1/resolve", body: bytes = BODY, *headers: str) -> bytes:
    head = (f"{method} {path} HTTP/1.1", "Host: irp", f"X-API-Key: {KEY}", f"Content-Length: {len(body)}")
    return "\r\n".join((*head, *headers, "", "")).encode() + body


def connect(served: Served) -> socket.socket:
    url = urlsplit(served.url)
    return socket.create_connection((url.hostname or "", url.port or 0), timeout=10)


def answer(connection: socket.socket, *, bodiless: bool = False) -> tuple[bytes, bytes]:
    """Head and body of the next answer."""
    with connection.makefile("rb", buffering=0) as lines:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            byte = lines.read(1)
            assert byte, head
            head += byte
        length = int(head.split(b"content-length: ")[1].split(b"\r\n")[0]) if b"content-length" in head else 0
        body = b""
        while not bodiless and len(body) < length:
            body += lines.read(length - len(body)) or b""
    return head, body


def is_over(connection: socket.socket) -> bool:
    return connection.recv(1) == b""


def test_requests_in_a_row_are_answered_in_their_order(sample: Served) -> None:
    correlated = [request("POST", "/api/v1/resolve", BODY, f"ININ-Correlation-Id: n-{n}") for n in range(20)]
    with closing(connect(sample)) as connection:
        connection.sendall(b"".join(correlated))
        for number in range(20):
            head, body = answer(connection)
            assert f"inin-correlation-id: n-{number}\r\n".encode() in head
            assert b'"customer_id":"CRM_987654321"' in body


def test_a_request_may_come_in_pieces(sample: Served) -> None:
    with closing(connect(sample)) as connection:
        whole = request()
        for at in range(0, len(whole), 7):
            connection.sendall(whole[at : at + 7])
        assert b'"resolved":true' in answer(connection)[1]


def test_an_answer_to_head_has_no_body(sample: Served) -> None:
    with closing(connect(sample)) as connection:
        connection.sendall(request("HEAD", "/healthz", b""))
        head, _ = answer(connection, bodiless=True)
        assert head.startswith(b"HTTP/1.1 405")
        connection.sendall(request())
        assert answer(connection)[0].startswith(b"HTTP/1.1 200")


def test_the_connection_ends_where_the_client_asks_for_it(sample: Served) -> None:
    with closing(connect(sample)) as connection:
        connection.sendall(request("POST", "/api/v1/resolve", BODY, "Connection: close"))
        assert b"connection: close\r\n" in answer(connection)[0]
        assert is_over(connection)


def test_the_connection_ends_after_a_body_that_is_too_large(sample: Served) -> None:
    with closing(connect(sample)) as connection:
        connection.sendall(request(body=b" " * 300_000)[:1000])
        head, _ = answer(connection)
        assert head.startswith(b"HTTP/1.1 413")
        assert head.count(b"connection: close\r\n") == 1
        assert is_over(connection)


def test_who_asks_whether_to_go_on_is_told_so(sample: Served) -> None:
    with closing(connect(sample)) as connection:
        head, _, body = request("POST", "/api/v1/resolve", BODY, "Expect: 100-continue").partition(
            b"\r\n\r\n"
        )
        connection.sendall(head + b"\r\n\r\n")
        assert answer(connection)[0].startswith(b"HTTP/1.1 100")
        connection.sendall(body)
        assert answer(connection)[0].startswith(b"HTTP/1.1 200")


def test_a_client_that_leaves_troubles_nobody(sample: Served) -> None:
    for _ in range(5):
        with closing(connect(sample)) as connection:
            connection.sendall(request() * 3)
    assert sample.resolve(channel="twitter", user_id="123456789")["resolved"] is True

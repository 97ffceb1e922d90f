"""One connection of a client: uvicorn's, but an answer leaves in one piece and slow senders are known.

Left to itself, uvicorn writes the head of an answer and its body apart, a call of the system each, and looks through
every header for what may not stand there. Ours are few, and known to be clean.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from irp_stub.api.fault_effects import TRANSPORT

if TYPE_CHECKING:
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

__all__ = ["Connection"]

_SLOW = 10.0
"""Seconds for a request to arrive whole."""


class Connection(HttpToolsProtocol):
    """Hands the transport to the application, so that a fault can drop it."""

    receiving_since: float | None = None

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.receiving_since = self.loop.time()
        extensions: dict[str, Any] = {TRANSPORT: self.transport}
        self.scope["extensions"] = extensions

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        # The cycle hands its `send` to the application, which starts at the next turn of the loop.
        self.cycle.send = _WholeAnswer(self.cycle).send  # type: ignore[method-assign]

    def on_message_complete(self) -> None:
        self.receiving_since = None
        super().on_message_complete()

    def drop_if_slow(self, now: float) -> None:
        if self.receiving_since is not None and now - self.receiving_since > _SLOW:
            self.transport.abort()


class _WholeAnswer:
    """The `send` of one request: the head is held back until all of the body is there."""

    __slots__ = ("_cycle", "_head")

    def __init__(self, cycle: RequestResponseCycle) -> None:
        self._cycle = cycle
        self._head: list[bytes] = []

    async def send(self, message: Any) -> None:
        cycle = self._cycle
        if cycle.flow.write_paused and not cycle.disconnected:
            await cycle.flow.drain()
        if cycle.disconnected:
            return
        if message["type"] == "http.response.start":
            self._start(message["status"], message["headers"])
        else:
            self._finish(message["body"])

    def _start(self, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        cycle, head = self._cycle, self._head
        cycle.response_started = True
        cycle.waiting_for_100_continue = False
        head.append(STATUS_LINE[status])
        told = False
        for header in (*cycle.default_headers, *headers):
            head.append(b"%b: %b\r\n" % header)
            told = told or header[0] == b"connection"
        cycle.keep_alive = cycle.keep_alive and not told
        if not cycle.keep_alive and not told:
            head.append(b"connection: close\r\n")
        head.append(b"\r\n")

    def _finish(self, body: bytes) -> None:
        cycle = self._cycle
        if cycle.scope["method"] != "HEAD":
            self._head.append(body)
        cycle.transport.write(b"".join(self._head))
        cycle.response_complete = True
        cycle.message_event.set()
        if not cycle.keep_alive:
            cycle.transport.close()
        cycle.on_response()
        del cycle.send  # else the two hold one another, and only the garbage collector would free them

"""The HTTP server: uvicorn, with the address told once it is bound, and a graceful stop."""

from __future__ import annotations

import asyncio
import gc
import signal
import socket
import ssl
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import uvicorn

from irp_stub.api.http.application import Application
from irp_stub.api.http.connection import Connection
from irp_stub.api.upkeep import forget_regularly
from irp_stub.api.webhook import deliver_notices
from irp_stub.errors import NotConfigured

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from irp_stub.api.platform import Platform

__all__ = ["serve"]


@dataclass(frozen=True, slots=True)
class Listen:
    """Where to listen; `port` 0 is any that is free. With a certificate it is HTTPS."""

    host: str = "127.0.0.1"
    port: int = 0
    tls_certificate: Path | None = None
    tls_key: Path | None = None


def serve(
    platform: Platform,
    listen: Listen,
    *,
    on_bound: Callable[[str], None],
    application: Application | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT; `on_bound` is told the URL once connections are accepted.

    Raises:
        NotConfigured: the address cannot be bound, or the certificate cannot be read.
    """
    listening = _bind(listen.host, listen.port)
    config = uvicorn.Config(
        application or Application(platform),
        http=Connection,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=10,
        backlog=2048,
        ssl_certfile=listen.tls_certificate,
        ssl_keyfile=listen.tls_key,
    )
    _load(config, listen)
    scheme = "https" if config.is_ssl else "http"
    url = f"{scheme}://{_printable(listen.host)}:{listening.getsockname()[1]}"
    server = _Server(config, platform, lambda: on_bound(url))
    # uvicorn stops gracefully on a signal, then raises it anew for whoever handled it before: that is nobody,
    # and a stop that was asked for is no failure.
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: None)
    server.run(sockets=[listening])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, platform: Platform, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._platform = platform
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        loop = asyncio.get_running_loop()
        loop.call_later(1.0, self._drop_slow_senders)
        platform = self._platform
        self._tasks = [loop.create_task(forget_regularly(platform.store, platform.retention))]
        if platform.webhook is not None:
            self._tasks.append(loop.create_task(deliver_notices(platform.store, platform.webhook)))
        # Nearly all garbage here is freed by its count; what lives on is not to be looked at again and again.
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        self._on_started()

    def _drop_slow_senders(self) -> None:
        """Whoever sends a request byte by byte shall not hold a connection; looked after once a second."""
        loop = asyncio.get_running_loop()
        for connection in list(self.server_state.connections):
            if isinstance(connection, Connection):
                connection.drop_if_slow(loop.time())
        loop.call_later(1.0, self._drop_slow_senders)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for task in self._tasks:
            task.cancel()
        await super().shutdown(sockets)
        await self._platform.close()


def _load(config: uvicorn.Config, listen: Listen) -> None:
    try:
        config.load()
    except (OSError, ssl.SSLError) as error:
        hint = "name a certificate and its key, both in PEM format"
        raise NotConfigured(f"cannot serve TLS with {listen.tls_certificate}: {error}", hint=hint) from None


def _bind(host: str, port: int) -> socket.socket:
    family: Any = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        hint = "choose another --port, or 0 for any that is free"
        raise NotConfigured(f"cannot listen on {host}:{port}: {error.strerror}", hint=hint) from None
    return listening


def _printable(host: str) -> str:
    return f"[{host}]" if ":" in host else host

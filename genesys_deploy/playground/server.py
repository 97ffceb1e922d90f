"""Serving the playground: `with serve(stage) as running: … running.url`."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Final, Self

import uvicorn

from genesys_deploy.playground.application import Playground, application
from genesys_deploy.source.errors import ProductError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from genesys_deploy.playground.stage import Stage

__all__ = ["AddressTaken", "RunningPlayground", "serve"]

HOST: Final = "127.0.0.1"


class AddressTaken(ProductError):
    """The port to serve at cannot be had."""


class RunningPlayground:
    """A page that is served at `url` until it is stopped."""

    def __init__(self, url: str, server: uvicorn.Server, listening: socket.socket) -> None:
        self.url = url
        self._server = server
        self._thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listening]}, name="playground", daemon=True
        )
        self._thread.start()

    def wait(self) -> None:
        self._thread.join()

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def serve(stage: Stage, *, scenarios: Path | None = None, port: int = 0) -> RunningPlayground:
    """Serve from a thread of its own, to this machine alone; port 0 takes a free one.

    Args:
        stage: what is played.
        scenarios: the folder for new scenario files; without it they can only be downloaded.
        port: where.

    Raises:
        AddressTaken: nothing can be served there.
    """
    listening = _listen(port)
    taken = listening.getsockname()[1]
    hosts = frozenset({f"{HOST}:{taken}", f"localhost:{taken}"})
    app = application(Playground.of(stage, scenarios), hosts)
    return RunningPlayground(f"http://{HOST}:{taken}", uvicorn.Server(_config(app)), listening)


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server((HOST, port))
    except OSError as error:
        hint = "choose another port; 0 takes a free one"
        raise AddressTaken(f"cannot serve at {HOST}:{port}: {error.strerror}", hint=hint) from None


def _config(app: object) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_config=None,
        access_log=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=2,
        server_header=False,
        proxy_headers=False,
    )

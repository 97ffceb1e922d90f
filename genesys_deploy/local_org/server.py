"""Serving a local org: `with serve() as org: … org.url`."""

from __future__ import annotations

import logging
import socket
import threading
from typing import TYPE_CHECKING, Self

import uvicorn

from genesys_deploy.local_org.conversations.runs import resume
from genesys_deploy.local_org.http.application import application
from genesys_deploy.local_org.org import Org
from genesys_deploy.local_org.store import Store
from genesys_deploy.source.errors import ProductError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from types import TracebackType

    from genesys_deploy.local_org.http.faults import Fault
    from genesys_deploy.local_org.settings import OrgSettings

__all__ = ["AddressTaken", "RunningOrg", "run_forever", "serve"]

LOOPBACK = frozenset({"127.0.0.1", "localhost"})
log = logging.getLogger(__name__)


class AddressTaken(ProductError):
    """The address to serve at cannot be had."""


class RunningOrg:
    """A local org that answers at `url` until it is stopped."""

    def __init__(self, org: Org, server: uvicorn.Server, listening: socket.socket) -> None:
        self.org = org
        self.url = org.url
        self._server = server
        self._thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listening]}, name="local-org", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop answering; what was begun is finished, what is kept is written."""
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self.org.close()
        self.org.changed()

    def wait(self) -> None:
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def serve(
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    store: Path | None = None,
    settings: OrgSettings | None = None,
    faults: Iterable[Fault] = (),
) -> RunningOrg:
    """Serve an org from a thread of its own; port 0 takes a free one.

    Raises:
        AddressTaken: nothing can be served at that address.
        StoreUnreadable: `store` is a file of something else.
    """
    kept = Store(store) if store else None
    org = Org(settings, snapshot=kept.load() if kept else None)
    org.faults.switch(faults)
    listening = _listen(host, port)
    org.url = f"http://{host}:{listening.getsockname()[1]}"
    org.hosts = LOOPBACK if host in LOOPBACK else frozenset()
    if kept is not None:
        org.changed = lambda: kept.save(org)
    resume(org)
    return RunningOrg(org, uvicorn.Server(_config(application(org))), listening)


def run_forever(running: RunningOrg) -> None:
    """Wait until the process is interrupted, then stop in order."""
    try:
        running.wait()
    except KeyboardInterrupt:
        log.info("interrupted")
    finally:
        running.stop()


def _listen(host: str, port: int) -> socket.socket:
    try:
        listening = socket.create_server((host, port), backlog=256)
    except OSError as error:
        hint = "choose another port; 0 takes a free one"
        raise AddressTaken(f"cannot serve at {host}:{port}: {error.strerror}", hint=hint) from None
    return listening


def _config(app: object) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        log_config=None,
        access_log=False,
        ws="none",
        lifespan="off",
        timeout_graceful_shutdown=5,
        server_header=False,
        proxy_headers=False,
    )

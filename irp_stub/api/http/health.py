"""GET /healthz: the process answers. GET /readyz: and its store does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.api.answers import Health
from irp_stub.api.http.exchange import Reply, reply

if TYPE_CHECKING:
    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform

__all__ = ["alive", "ready"]


async def alive(platform: Platform, call: Call) -> Reply:  # noqa: ARG001  (every endpoint has this shape)
    return reply(Health("ok"))


async def ready(platform: Platform, call: Call) -> Reply:  # noqa: ARG001  (every endpoint has this shape)
    if platform.store.answers():
        return reply(Health("ok"))
    return reply(Health("unavailable", "the store does not answer"), 503)

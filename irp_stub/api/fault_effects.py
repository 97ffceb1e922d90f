"""A fault takes effect: instead of an answer, or before it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from irp_stub.api.faults import PROFILES
from irp_stub.api.http.exchange import Reply
from irp_stub.api.http.problems import PROBLEM_TYPE
from irp_stub.crm.profile_source import SourceAway

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from irp_stub.api.faults import Effect, Faults
    from irp_stub.crm.profile_source import ProfileSource

__all__ = ["TRANSPORT", "Dropped", "take_effect", "with_faults"]

TRANSPORT = "irp_stub.transport"
"""The extension of the ASGI scope by which the server hands over the connection."""

_MALFORMED = b'{"resolved": tru'


class Dropped(Exception):
    """The connection is gone; there is nobody to answer."""


async def take_effect(
    effect: Effect,
    scope: MutableMapping[str, Any],
    receive: Callable[[], Awaitable[MutableMapping[str, Any]]],
) -> Reply | None:
    """What to answer; None where the real answer follows.

    Raises:
        Dropped: the connection was closed.
    """
    if effect.delay:
        await asyncio.sleep(effect.delay)
    if effect.drop:
        await _drop(scope, receive)
    if effect.malformed:
        return Reply(200, _MALFORMED)
    if effect.status is None:
        return None
    retry = ((b"retry-after", str(effect.retry_after).encode()),) if effect.retry_after is not None else ()
    return Reply(effect.status, (effect.body or "").encode(), retry, PROBLEM_TYPE)


def with_faults(source: ProfileSource | None, faults: Faults) -> ProfileSource | None:
    """The source, away when a rule for `profiles` says so."""
    if not faults:
        return source

    async def faulty(customer_id: str) -> bytes | None:
        effect = faults.effect_on(PROFILES, None, {"customer_id": customer_id})
        if effect is not None:
            await asyncio.sleep(effect.delay)
            if effect.drop or effect.malformed or effect.status is not None:
                raise SourceAway("the CRM is away on demand")
        return await source(customer_id) if source else None

    return faulty


async def _drop(
    scope: MutableMapping[str, Any], receive: Callable[[], Awaitable[MutableMapping[str, Any]]]
) -> None:
    transport = scope.get("extensions", {}).get(TRANSPORT)
    if transport is not None:
        transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass
    raise Dropped

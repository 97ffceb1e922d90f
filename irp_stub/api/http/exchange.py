"""One request and its reply, between the server and the endpoints."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping

    from irp_stub.store.records import ApiKey

__all__ = ["JSON_TYPE", "Call", "Reply", "reply"]

JSON_TYPE = b"application/json"
_encode = msgspec.json.Encoder().encode


_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Call(NamedTuple):
    """A request that is authenticated and decoded. `message` is of the endpoint's request type, `client` an address."""

    key: ApiKey
    message: Any = None
    parameters: Mapping[str, str] = _NOTHING
    headers: Mapping[bytes, bytes] = _NOTHING
    query: Mapping[str, str] = _NOTHING
    correlation_id: str = ""
    client: str = ""


class Reply(NamedTuple):
    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ()
    content_type: bytes = JSON_TYPE


def reply(answer: object, status: int = 200, headers: tuple[tuple[bytes, bytes], ...] = ()) -> Reply:
    return Reply(status, _encode(answer), headers)

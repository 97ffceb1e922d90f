"""The ASGI application: find the endpoint, know the caller, read the body within bounds, answer.

No framework: a request costs its endpoint and little else (see benchmarks).
"""

from __future__ import annotations

import logging
import re
import secrets
from http import HTTPStatus
from itertools import count
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from urllib.parse import parse_qsl

import msgspec

from irp_stub.api.endpoints import ROUTES
from irp_stub.api.fault_effects import Dropped, take_effect
from irp_stub.api.http.authentication import authenticate
from irp_stub.api.http.exchange import Call, Reply
from irp_stub.api.http.problems import PROBLEM_TYPE, HttpProblem, problem_body
from irp_stub.api.http.routing import Route, Router
from irp_stub.errors import StoreFull, StoreUnavailable
from irp_stub.guard.keys import Scope as KeyScope
from irp_stub.logs import CORRELATION
from irp_stub.store.records import ApiKey

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from irp_stub.api.platform import Platform

__all__ = ["Application"]

Scope: TypeAlias = "MutableMapping[str, Any]"
Receive: TypeAlias = "Callable[[], Awaitable[MutableMapping[str, Any]]]"
Send: TypeAlias = "Callable[[MutableMapping[str, Any]], Awaitable[None]]"

_log = logging.getLogger("irp_stub.api")
_access = logging.getLogger("irp_stub.access")
_NOBODY = ApiKey("", "", b"", frozenset())
_PERSONAL = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))
"""What stewards see is of people: no browser and no proxy keeps it."""
_RETRY = ((b"retry-after", b"1"),)
_CORRELATION = b"inin-correlation-id"
_is_correlation_id = re.compile(rb"[\x21-\x7e]{1,128}").fullmatch
_PROCESS = secrets.token_hex(8)
_numbers = count(1)


class _Incoming(NamedTuple):
    scope: Scope
    headers: dict[bytes, bytes]
    correlation_id: str
    receive: Receive


class Application:
    """`max_body` in bytes: a text of 20,000 characters fits, however it is escaped. Slow senders are the server's affair."""

    def __init__(
        self,
        platform: Platform,
        *,
        routes: tuple[Route, ...] = ROUTES,
        max_body: int = 262_144,
    ) -> None:
        self._platform = platform
        self._router = Router(routes)
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        started = perf_counter()
        headers = dict(scope["headers"])
        correlation_id = _correlation_id(headers)
        CORRELATION.set(correlation_id)
        name = "none"
        try:
            route, decoder, parameters = self._router.find(scope["method"], scope["raw_path"])
            name = route.name
            incoming = _Incoming(scope, headers, correlation_id, receive)
            answer = await self._answer(route, decoder, parameters, incoming)
        except HttpProblem as problem:
            body = problem_body(problem, correlation_id)
            answer = Reply(problem.status, body, problem.headers, PROBLEM_TYPE)
        except Dropped:
            return
        await _send(answer, correlation_id, send)
        seconds = perf_counter() - started
        self._platform.metrics.observe(name, answer.status, seconds)
        if _access.isEnabledFor(logging.INFO):
            log_access(name, int(answer.status), seconds)

    async def _answer(
        self,
        route: Route,
        decoder: msgspec.json.Decoder[Any] | None,
        parameters: dict[str, str],
        incoming: _Incoming,
    ) -> Reply:
        platform, (scope, headers, correlation_id, receive) = self._platform, incoming
        key = authenticate(platform, headers, route) if route.scope else _NOBODY
        message = None
        if decoder is not None:
            body = await self._body(headers, receive)
            message = decode(decoder, _form_as_json(body) if route.form else body)
        if platform.faults and route.scope:
            effect = platform.faults.effect_on(route.name, message, parameters)
            if effect and (instead := await take_effect(effect, scope, receive)) is not None:
                return instead
        query = dict(parse_qsl(scope["query_string"].decode("latin-1"))) if route.query else {}
        client = scope["client"][0] if scope.get("client") else ""
        call = Call(key, message, parameters, headers, query, correlation_id, client)
        answer = await _handle(route, platform, call)
        return answer if route.scope is not KeyScope.STEWARD else _personal(answer)

    async def _body(self, headers: dict[bytes, bytes], receive: Receive) -> bytes:
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length[:12]) > self._max_body:
            raise self._too_large()
        body, more = b"", True
        while more:
            event = await receive()
            if event["type"] == "http.disconnect":
                raise Dropped
            body += event.get("body", b"")
            more = event.get("more_body", False)
            if len(body) > self._max_body:
                raise self._too_large()
        return body

    def _too_large(self) -> HttpProblem:
        return HttpProblem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"a request has at most {self._max_body} bytes",
            ((b"connection", b"close"),),
        )


def decode(decoder: msgspec.json.Decoder[Any], body: bytes) -> Any:
    """The message in a body.

    Raises:
        HttpProblem: 400 for what is no JSON, 422 for JSON of another shape.
    """
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        raise HttpProblem(HTTPStatus.UNPROCESSABLE_ENTITY, str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise HttpProblem(HTTPStatus.BAD_REQUEST, f"the body is no JSON: {error}") from None


def log_access(endpoint: str, status: int, seconds: float) -> None:
    """One entry a request; neither its address nor its body, which name people."""
    milliseconds = round(seconds * 1e3, 2)
    _access.info({"endpoint": endpoint, "status": status, "milliseconds": milliseconds})


def _form_as_json(body: bytes) -> bytes:
    return msgspec.json.encode(dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)))


async def _handle(route: Route, platform: Platform, call: Call) -> Reply:
    try:
        return await route.handler(platform, call)
    except HttpProblem:
        raise
    except StoreFull:
        _log.error("%s: the store has no room", route.name)
        raise HttpProblem(
            HTTPStatus.INSUFFICIENT_STORAGE, "the store has no room; nothing was changed"
        ) from None
    except StoreUnavailable:
        _log.exception("%s: the store does not answer", route.name)
        raise HttpProblem(
            HTTPStatus.SERVICE_UNAVAILABLE, "the store does not answer; try again", _RETRY
        ) from None
    except Exception:  # noqa: BLE001  (the last line of defence: one request fails, the platform goes on)
        _log.exception("%s failed", route.name)
        raise HttpProblem(
            HTTPStatus.INTERNAL_SERVER_ERROR, "this should not happen; the log has more by the correlation id"
        ) from None


def _personal(answer: Reply) -> Reply:
    return answer._replace(headers=(*answer.headers, *_PERSONAL))


def _correlation_id(headers: dict[bytes, bytes]) -> str:
    given = headers.get(_CORRELATION)
    if given is not None and _is_correlation_id(given):
        return given.decode("ascii")
    return f"{_PROCESS}-{next(_numbers):x}"


async def _send(answer: Reply, correlation_id: str, send: Send) -> None:
    headers = [
        (b"content-type", answer.content_type),
        (b"content-length", str(len(answer.body)).encode()),
        (_CORRELATION, correlation_id.encode()),
        *answer.headers,
    ]
    await send({"type": "http.response.start", "status": int(answer.status), "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})

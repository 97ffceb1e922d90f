"""HTTP around the handlers: authentication, permissions, errors, JSON."""

from __future__ import annotations

import logging
import uuid
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from genesys_deploy.local_org.http.exchange import Answer, Request
from genesys_deploy.local_org.http.faults import ConnectionDropped
from genesys_deploy.local_org.http.oauth import Token, authorize, check_permission
from genesys_deploy.local_org.http.refusal import Refusal
from genesys_deploy.local_org.routes import ROUTES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from genesys_deploy.local_org.http.route import Match, Route
    from genesys_deploy.local_org.org import Org

__all__ = ["application"]

log = logging.getLogger(__name__)
CORRELATION = "ININ-Correlation-Id"
FAULTS = "/local/faults"
"""Never struck by a fault: who has switched on too much can switch it off."""
_LARGEST_BODY = 20_000_000


def application(org: Org) -> ASGIApp:
    """The ASGI application of an org."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await _respond(org, HttpRequest(scope, receive))
        except ConnectionDropped:
            _hang_up(send)
            return
        await response(scope, receive, send)

    return serve


def _hang_up(send: Any) -> None:
    """ASGI knows no way to close a connection without an answer; uvicorn's own object does."""
    send.__self__.transport.abort()


async def _respond(org: Org, http: HttpRequest) -> Response:
    correlation = http.headers.get(CORRELATION) or str(uuid.uuid4())
    try:
        body = await _body(http)
        answer = await run_in_threadpool(_answer, org, _request(http, body))
    except ConnectionDropped:
        raise
    except Refusal as refusal:
        answer = Answer(refusal.status, refusal.body(), refusal.headers)
    except Exception:
        log.exception("%s %s broke", http.method, http.url.path)
        message = (
            "The server encountered an unexpected condition which prevented it from fulfilling the request."
        )
        answer = Answer(500, Refusal(500, "internal.server.error", message).body())
    return _response(answer, correlation)


async def _body(http: HttpRequest) -> bytes:
    parts: list[bytes] = []
    async for part in http.stream():
        parts.append(part)
        if sum(map(len, parts)) > _LARGEST_BODY:
            raise Refusal(413, "request.entity.too.large", f"A body may have {_LARGEST_BODY} bytes here")
    return b"".join(parts)


def _request(http: HttpRequest, body: bytes) -> Request:
    query = parse_qs(http.url.query, keep_blank_values=True)
    raw_path = http.scope.get("raw_path") or http.url.path.encode()
    address = raw_path.decode("ascii", "replace").partition("?")[0]
    return Request(http.method, {}, query, dict(http.headers), body, address=address)


def _answer(org: Org, request: Request) -> Answer:
    _check_host(org, request)
    match = ROUTES.find(request.method, request.address)
    if match is None:
        raise _unanswered(request)
    proceed = partial(_proceed, org, request, match)
    if request.address.startswith(FAULTS):
        return proceed()
    return org.faults.strike(match.route, partial(_forget_token, org, request), proceed)


def _check_host(org: Org, request: Request) -> None:
    """A page in a browser that makes its own name point to this machine is not let in."""
    name = request.headers.get("host", "").rpartition(":")[0] or request.headers.get("host", "")
    if org.hosts and name.casefold() not in org.hosts:
        raise Refusal(421, "misdirected.request", f"This local org is not {name}")


def _forget_token(org: Org, request: Request) -> None:
    with org.lock:
        org.table(Token).remove(authorize(org, request.headers.get("authorization", "")).id)


def _proceed(org: Org, request: Request, match: Match) -> Answer:
    with org.lock:
        request = _admitted(org, request, match)
    answer = _handled(org, request, match.route)
    if request.method != "GET":
        org.changed()
    return answer


def _admitted(org: Org, request: Request, match: Match) -> Request:
    client_id = ""
    if match.route.is_api:
        token = authorize(org, request.headers.get("authorization", ""))
        org.rate_limit.count(token.id)
        client_id = token.client_id
        check_permission(org, client_id, match.route)
    return replace(request, path=match.path, client_id=client_id)


def _handled(org: Org, request: Request, route: Route) -> Answer:
    if not route.exclusive:
        return route.handler(org, request)
    with org.lock:
        return route.handler(org, request)


def _unanswered(request: Request) -> Refusal:
    methods = ROUTES.methods(request.address)
    if methods:
        message = f"This local org does not answer {request.method} here, only {', '.join(methods)}"
        return Refusal(405, "method.not.allowed", message, headers={"Allow": ", ".join(methods)})
    message = f"This local org does not answer {request.method} {request.address}"
    return Refusal(404, "not.found", message)


def _response(answer: Answer, correlation: str) -> Response:
    headers = {**answer.headers, CORRELATION: correlation}
    if answer.body is None:
        return Response(status_code=answer.status, headers=headers)
    content = answer.body if isinstance(answer.body, str | bytes) else msgspec.json.encode(answer.body)
    return Response(content, answer.status, headers, media_type=answer.media_type)

"""Who calls: `X-API-Key: SECRET`, `Authorization: Bearer SECRET`, or the session of a steward's console."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from irp_stub.api.http.problems import HttpProblem
from irp_stub.api.steward.session_cookie import demand_own_page, demand_token, token_in
from irp_stub.guard.keys import Scope
from irp_stub.guard.security_log import SecurityEvent
from irp_stub.store.records import ApiKey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from irp_stub.api.http.routing import Route
    from irp_stub.api.platform import Platform

__all__ = ["authenticate"]

_OF_A_SESSION = frozenset((Scope.STEWARD,))
_CHALLENGE = ((b"www-authenticate", b'Bearer realm="irp"'),)


def authenticate(platform: Platform, headers: Mapping[bytes, bytes], route: Route) -> ApiKey:
    """The key of the caller. A session has but the scope of a steward, whatever its key may do.

    Raises:
        HttpProblem: 401 without a key that is known, 403 for one that may not do this.
    """
    secret = _presented(headers)
    if secret is not None:
        key = _known(platform, secret)
    elif b"cookie" in headers and (token := token_in(headers)) is not None:
        key = _of_session(platform, headers, token, is_write=route.method != "GET")
    else:
        raise HttpProblem(HTTPStatus.UNAUTHORIZED, "send a key as X-API-Key or as a bearer token", _CHALLENGE)
    if route.scope not in key.scopes:
        raise HttpProblem(HTTPStatus.FORBIDDEN, f'this key has not got the scope "{route.scope}"')
    return key


def _known(platform: Platform, secret: str) -> ApiKey:
    key = platform.keyring.find(secret, time.time())
    if key is None:
        platform.security.note(SecurityEvent.KEY_REFUSED)
        raise HttpProblem(
            HTTPStatus.UNAUTHORIZED, "this key is not known, has expired or was revoked", _CHALLENGE
        )
    return key


def _of_session(platform: Platform, headers: Mapping[bytes, bytes], token: str, *, is_write: bool) -> ApiKey:
    demand_own_page(headers)
    now = time.time()
    session = platform.sessions.find(token, now)
    key = platform.keyring.get(session.key_id, now) if session else None
    if session is None or key is None or Scope.STEWARD not in key.scopes:
        raise HttpProblem(HTTPStatus.UNAUTHORIZED, "the session has ended; sign in again")
    if is_write:
        demand_token(session, headers)
    return ApiKey(key.key_id, key.name, b"", _OF_A_SESSION)


def _presented(headers: Mapping[bytes, bytes]) -> str | None:
    if (given := headers.get(b"x-api-key")) is not None:
        return given.decode("latin-1")
    scheme, _, token = headers.get(b"authorization", b"").partition(b" ")
    return token.strip().decode("latin-1") if scheme.lower() == b"bearer" and token.strip() else None

"""/api/v1/session: a steward's key is typed in once and exchanged for a session, so that no page ever keeps it."""

from __future__ import annotations

import math
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

import msgspec

from irp_stub.api.http.exchange import Reply, reply
from irp_stub.api.http.problems import HttpProblem
from irp_stub.api.http.times import iso
from irp_stub.api.steward.session_cookie import cleared_cookie, demand_own_page, session_cookie, token_in
from irp_stub.guard.keys import Scope
from irp_stub.guard.security_log import SecurityEvent

if TYPE_CHECKING:
    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform
    from irp_stub.guard.sessions import Session
    from irp_stub.store.records import ApiKey

__all__ = ["SessionState", "SignInRequest", "SignedOut", "show_session", "sign_in", "sign_out"]


class SignInRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`key` is the secret of a key with the scope `steward`."""

    key: Annotated[str, msgspec.Meta(min_length=1, max_length=512)]


class SessionState(msgspec.Struct, frozen=True):
    """Whose session it is. `csrf_token` and `expires_at` are null for a key that came without a session."""

    key_id: str
    name: str
    csrf_token: str | None
    expires_at: str | None


class SignedOut(msgspec.Struct, frozen=True):
    """`ended` false: there was no session."""

    ended: bool


_NO_STORE = (b"cache-control", b"no-store")


async def sign_in(platform: Platform, call: Call) -> Reply:
    """Begin a session for a steward's key; few wrong keys a minute from one address."""
    request: SignInRequest = call.message
    demand_own_page(call.headers)
    if seconds := platform.sign_ins.full_for(call.client):
        retry = ((b"retry-after", str(math.ceil(seconds)).encode()),)
        raise HttpProblem(
            HTTPStatus.TOO_MANY_REQUESTS, "too many wrong keys; wait as Retry-After says", retry
        )
    now = time.time()
    key = platform.keyring.find(request.key.strip(), now)
    if key is None or Scope.STEWARD not in key.scopes:
        raise _refused(platform, call, key)
    if (former := token_in(call.headers)) is not None:
        platform.sessions.end(former)
    token, session = platform.sessions.begin(key.key_id, now)
    await platform.store.write(lambda tables: tables.logs.audit(key.key_id, "sign in", None, "console", now))
    return _state(platform, key, session, 201, (_NO_STORE, session_cookie(token, call.headers)))


async def show_session(platform: Platform, call: Call) -> Reply:
    """Whose session this is; a page that was loaded anew asks for its token here."""
    token = token_in(call.headers)
    session = platform.sessions.find(token, time.time()) if token else None
    return _state(platform, call.key, session, 200, ())


async def sign_out(platform: Platform, call: Call) -> Reply:
    """End the session, here and for whoever else holds its cookie."""
    token, by = token_in(call.headers), call.key.key_id
    ended = token is not None and platform.sessions.end(token)
    if ended:
        await platform.store.write(lambda t: t.logs.audit(by, "sign out", None, "console", time.time()))
    return reply(SignedOut(ended), headers=(cleared_cookie(call.headers),))


def _refused(platform: Platform, call: Call, key: ApiKey | None) -> HttpProblem:
    platform.sign_ins.refused_for(call.client)
    platform.security.note(SecurityEvent.SIGN_IN_REFUSED)
    if key is None:
        return HttpProblem(HTTPStatus.UNAUTHORIZED, "this key is not known, has expired or was revoked")
    return HttpProblem(HTTPStatus.FORBIDDEN, f'this key has not got the scope "{Scope.STEWARD}"')


def _state(
    platform: Platform,
    key: ApiKey,
    session: Session | None,
    status: int,
    headers: tuple[tuple[bytes, bytes], ...],
) -> Reply:
    ends = iso(platform.sessions.ends_at(session)) if session else None
    answer = SessionState(key.key_id, key.name, session.csrf_token if session else None, ends)
    return reply(answer, status, headers)

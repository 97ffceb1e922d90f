"""The cookie that carries a session, and the proof that a request comes from the console's own page."""

from __future__ import annotations

import hmac
from http import HTTPStatus
from typing import TYPE_CHECKING

from irp_stub.api.http.problems import HttpProblem
from irp_stub.guard.sessions import LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from irp_stub.guard.sessions import Session

__all__ = ["cleared_cookie", "demand_own_page", "demand_token", "session_cookie", "token_in"]

_PLAIN, _SECURE = "irp_session", "__Host-irp_session"
_RULES = "; Path=/; HttpOnly; SameSite=Strict"
_OWN = frozenset((b"same-origin", b"none"))


def token_in(headers: Mapping[bytes, bytes]) -> str | None:
    """The token of the session, from the cookies of a request."""
    pairs = (pair.strip().partition("=") for pair in headers.get(b"cookie", b"").decode("latin-1").split(";"))
    found = {name: value for name, _, value in pairs if name in {_PLAIN, _SECURE}}
    return found.get(_SECURE) or found.get(_PLAIN)


def session_cookie(token: str, headers: Mapping[bytes, bytes]) -> tuple[bytes, bytes]:
    """Over HTTPS it is never sent in the clear; whether it is HTTPS, also behind a proxy, the browser says."""
    return _cookie(token, int(LONGEST), headers)


def cleared_cookie(headers: Mapping[bytes, bytes]) -> tuple[bytes, bytes]:
    return _cookie("", 0, headers)


def demand_own_page(headers: Mapping[bytes, bytes]) -> None:
    """A browser says which page a request comes from.

    Raises:
        HttpProblem: 403, it is another site's.
    """
    origin = headers.get(b"origin")
    same = origin is None or origin.partition(b"://")[2].lower() == headers.get(b"host", b"").lower()
    if not same or headers.get(b"sec-fetch-site", b"none") not in _OWN:
        raise HttpProblem(HTTPStatus.FORBIDDEN, "another site's page may not use the console's session")


def demand_token(session: Session, headers: Mapping[bytes, bytes]) -> None:
    """What a page writes goes with the token that only it can read.

    Raises:
        HttpProblem: 403, there is none, or it is another session's.
    """
    if not hmac.compare_digest(headers.get(b"x-csrf-token", b""), session.csrf_token.encode()):
        raise HttpProblem(
            HTTPStatus.FORBIDDEN,
            "send the session's csrf_token as X-CSRF-Token; GET /api/v1/session tells it",
        )


def _cookie(value: str, seconds: int, headers: Mapping[bytes, bytes]) -> tuple[bytes, bytes]:
    secure = headers.get(b"origin", b"").lower().startswith(b"https:")
    name, more = (_SECURE, "; Secure") if secure else (_PLAIN, "")
    return b"set-cookie", f"{name}={value}; Max-Age={seconds}{_RULES}{more}".encode()

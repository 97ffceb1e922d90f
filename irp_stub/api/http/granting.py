"""POST /oauth/token: OAuth2 client credentials (RFC 6749, 4.4), as Genesys's web services integration asks.

The client id is a key's id, the client secret its secret, as HTTP Basic or as fields of the form.
"""

from __future__ import annotations

import base64
import binascii
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated
from urllib.parse import unquote_plus

import msgspec

from irp_stub.api.http.exchange import Reply, reply
from irp_stub.api.http.problems import HttpProblem
from irp_stub.guard.security_log import SecurityEvent
from irp_stub.guard.tokens import LIFETIME, issue_token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform

__all__ = ["Token", "TokenRequest", "grant_token"]


# Checked by hand: RFC 6749 (5.2) names the errors.
_GRANT = msgspec.Meta(extra_json_schema={"enum": ["client_credentials"]})


class TokenRequest(msgspec.Struct, frozen=True, kw_only=True):
    grant_type: Annotated[str, _GRANT] = ""
    client_id: str | None = None
    client_secret: str | None = None
    scope: str | None = None


class Token(msgspec.Struct, frozen=True):
    access_token: str
    token_type: str
    expires_in: int
    scope: str


async def grant_token(platform: Platform, call: Call) -> Reply:
    """Give a token for a key, with the scopes of the key."""
    request: TokenRequest = call.message
    _check_grant(request.grant_type)
    client_id, secret = _basic(call.headers) or (request.client_id or "", request.client_secret or "")
    now = time.time()
    key = platform.keyring.find_client(client_id, secret, now)
    if key is None:
        platform.security.note(SecurityEvent.KEY_REFUSED)
        challenge = ((b"www-authenticate", b'Basic realm="irp"'),)
        raise HttpProblem(
            HTTPStatus.UNAUTHORIZED, "no key has this id and this secret", challenge, error="invalid_client"
        )
    token = issue_token(key.key_id, platform.keyring.salt, now)
    no_store = ((b"cache-control", b"no-store"),)
    return reply(Token(token, "bearer", LIFETIME, " ".join(sorted(key.scopes))), headers=no_store)


def _check_grant(grant_type: str | None) -> None:
    if grant_type == "client_credentials":
        return
    error = "unsupported_grant_type" if grant_type else "invalid_request"
    detail = "the grant_type is client_credentials, sent as a field of a form"
    raise HttpProblem(HTTPStatus.BAD_REQUEST, detail, error=error)


def _basic(headers: Mapping[bytes, bytes]) -> tuple[str, str] | None:
    scheme, _, given = headers.get(b"authorization", b"").partition(b" ")
    if scheme.lower() != b"basic":
        return None
    try:
        client_id, _, secret = base64.b64decode(given.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return unquote_plus(client_id), unquote_plus(secret)

"""Who calls: `X-API-Key: SECRET` or `Authorization: Bearer SECRET`."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING

from irp_stub.api.problems import HttpProblem
from irp_stub.guard.security_log import SecurityEvent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from irp_stub.api.platform import Platform
    from irp_stub.guard.keys import Scope
    from irp_stub.store.records import ApiKey

__all__ = ["authenticate"]

_CHALLENGE = ((b"www-authenticate", b'Bearer realm="irp"'),)


def authenticate(platform: Platform, headers: Mapping[bytes, bytes], scope: Scope) -> ApiKey:
    """The key of the caller.

    Raises:
        HttpProblem: 401 without a key that is known, 403 for one that may not do this.
    """
    secret = _presented(headers)
    if secret is None:
        raise HttpProblem(HTTPStatus.UNAUTHORIZED, "send a key as X-API-Key or as a bearer token", _CHALLENGE)
    key = platform.keyring.find(secret, time.time())
    if key is None:
        platform.security.note(SecurityEvent.KEY_REFUSED)
        raise HttpProblem(
            HTTPStatus.UNAUTHORIZED, "this key is not known, has expired or was revoked", _CHALLENGE
        )
    if scope not in key.scopes:
        raise HttpProblem(HTTPStatus.FORBIDDEN, f'this key has not got the scope "{scope}"')
    return key


def _presented(headers: Mapping[bytes, bytes]) -> str | None:
    if (given := headers.get(b"x-api-key")) is not None:
        return given.decode("latin-1")
    scheme, _, token = headers.get(b"authorization", b"").partition(b" ")
    return token.strip().decode("latin-1") if scheme.lower() == b"bearer" and token.strip() else None

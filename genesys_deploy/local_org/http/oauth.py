"""Client credentials: a token for who knows the secret."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs

from genesys_deploy.local_org.http.exchange import Answer, Request, empty, ok
from genesys_deploy.local_org.http.refusal import Refusal
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.organization import ORGANIZATION_ID
from genesys_deploy.local_org.table import Row

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org
    from genesys_deploy.local_org.settings import OAuthClient

__all__ = ["PLATFORM", "ROUTES", "Token", "authorize", "check_permission", "issue_token"]


PLATFORM = "platform"
"""Who Data Actions on the platform's own API are called by; it may do everything."""


class Token(Row, frozen=True, kw_only=True):
    """`id` is the token itself; it is not written to disk, so after a restart everybody logs in again."""

    kept: ClassVar[bool] = False
    client_id: str
    expires: datetime


def authorize(org: Org, header: str) -> Token:
    """The token of an `Authorization` header.

    Raises:
        Refusal: 401, there is none, or it is unknown or expired.
    """
    scheme, _, value = header.partition(" ")
    if scheme.casefold() != "bearer" or not value:
        message = "No authentication bearer token specified in authorization header."
        raise Refusal(401, "authentication.required", message)
    token = org.table(Token).get(value.strip())
    if token is None or token.expires <= org.now() or not _is_known(org, token.client_id):
        raise Refusal(401, "bad.credentials", "Invalid login credentials.")
    return token


def _is_known(org: Org, client_id: str) -> bool:
    return client_id == PLATFORM or _client(org, client_id) is not None


def check_permission(org: Org, client_id: str, route: Route) -> None:
    """Refuse what the client may not do.

    Raises:
        Refusal: 403, naming the permissions of which one is missing.
    """
    client = _client(org, client_id)
    held = None if client is None else client.permissions
    if held is None or _suffices(held, route):
        return
    listed = ", ".join(route.permissions)
    if len(route.permissions) == 1 or route.needs_all:
        message = (
            f"Unable to perform the requested action. You are missing the following permission(s): {listed}"
        )
        raise Refusal(403, "missing.permissions", message)
    message = (
        "Unable to perform the requested action. "
        f"You must have at least one of the following permissions assigned: {listed}"
    )
    raise Refusal(403, "missing.any.permissions", message)


def _suffices(held: frozenset[str], route: Route) -> bool:
    wanted = set(route.permissions)
    return wanted <= held if route.needs_all or not wanted else bool(wanted & held)


def _log_in(org: Org, request: Request) -> Answer:
    form = parse_qs(request.raw_body.decode("utf-8", "replace"))
    client = _authenticated(org, request, form)
    if client is None:
        return _refused("invalid_client", "client not found or the secret is wrong")
    if form.get("grant_type") != ["client_credentials"]:
        return _refused("unsupported_grant_type", "only client_credentials is answered here")
    lifetime = org.settings.token_seconds
    return ok(
        {
            "access_token": issue_token(org, client.id, lifetime).id,
            "token_type": "bearer",
            "expires_in": lifetime,
        }
    )


def issue_token(org: Org, client_id: str, seconds: int) -> Token:
    """A new token; those that have expired are forgotten."""
    tokens, now = org.table(Token), org.now()
    for expired in tokens.where(lambda token: token.expires <= now):
        tokens.remove(expired.id)
    expires = now + timedelta(seconds=seconds)
    return tokens.put(Token(id=secrets.token_urlsafe(32), client_id=client_id, expires=expires))


def _authenticated(org: Org, request: Request, form: dict[str, list[str]]) -> OAuthClient | None:
    client_id, secret = _basic(request.headers.get("authorization", ""))
    if not client_id:
        client_id, secret = form.get("client_id", [""])[0], form.get("client_secret", [""])[0]
    client = _client(org, client_id)
    known = client is not None and hmac.compare_digest(client.secret.encode(), secret.encode())
    return client if known else None


def _basic(header: str) -> tuple[str, str]:
    scheme, _, value = header.partition(" ")
    if scheme.casefold() != "basic":
        return "", ""
    try:
        client_id, _, secret = base64.b64decode(value).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return client_id, secret


def _client(org: Org, client_id: str) -> OAuthClient | None:
    return next((client for client in org.settings.clients if client.id == client_id), None)


def _refused(code: str, description: str) -> Answer:
    body = {"error": code, "description": description, "error_description": description}
    return Answer(400, body)


def _token_info(org: Org, request: Request) -> Answer:
    client = _client(org, request.client_id)
    organization = {"id": ORGANIZATION_ID, "name": org.settings.name}
    info: dict[str, Any] = {
        "organization": organization,
        "homeOrganization": organization,
        "authorizedScope": [],
    }
    if client is not None:
        info["OAuthClient"] = {
            "id": client.id,
            "name": client.name,
            "authorizedGrantType": "CLIENT-CREDENTIALS",
            "state": "active",
            "organization": organization,
        }
    return ok(info)


def _log_out(org: Org, request: Request) -> Answer:
    org.table(Token).remove(authorize(org, request.headers.get("authorization", "")).id)
    return empty(200)


ROUTES = (
    Route("POST", "/oauth/token", _log_in),
    Route("GET", "/api/v2/tokens/me", _token_info),
    Route("DELETE", "/api/v2/tokens/me", _log_out),
)

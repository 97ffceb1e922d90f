"""From what stands in a request to a claim that the rules can weigh."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from irp_stub.api.http.problems import HttpProblem
from irp_stub.guard.keys import Scope
from irp_stub.identity.handle import is_placeholder, read_handle
from irp_stub.identity.mailbox import is_personal, normalise_address
from irp_stub.identity.model import Claim

if TYPE_CHECKING:
    from irp_stub.api.requests import (
        BotCheckRequest,
        IdentityRequest,
        LeadRequest,
        ResolveRequest,
        UnresolvedRequest,
    )
    from irp_stub.identity.handle import Handle
    from irp_stub.store.records import ApiKey

__all__ = ["account_of", "claim_of", "plain_id", "plain_text", "sender_of", "unusable"]

MAX_IDENTIFIER = 255
_MAX_TEXT = 500
_NAMELESS = "name the sender: one of user_id and handle is needed"


def claim_of(request: ResolveRequest, key: ApiKey) -> Claim:
    """What is claimed, placeholders left out; an e-mail only where the key may assert it.

    What is too long to be anybody's leaves a claim that names nobody. That is an answer, not an error: an error would
    let the message go on unchecked.

    Raises:
        HttpProblem: 422, neither a user id nor a handle was given.
    """
    if not (request.user_id or request.handle or request.handle_raw):
        raise HttpProblem(HTTPStatus.UNPROCESSABLE_ENTITY, _NAMELESS)
    return _claim(request, request.channel, request.handle_raw, key)


def account_of(request: LeadRequest, key: ApiKey) -> Claim:
    """The account that a lead is to be known by.

    Raises:
        HttpProblem: 422, neither a user id nor a handle is left.
    """
    return _named(_claim(request, request.source, None, key))


def sender_of(request: IdentityRequest) -> Claim:
    """The account that a steward names.

    Raises:
        HttpProblem: 422, neither a user id nor a handle is left.
    """
    handle = read_handle(request.handle, request.handle_raw)
    return _named(Claim(request.channel.strip().lower(), plain_id(request.user_id), handle))


def unusable(request: ResolveRequest | UnresolvedRequest | BotCheckRequest) -> tuple[str, ...]:
    """The fields that are too long to be anybody's, and were not looked at."""
    given = (
        ("user_id", request.user_id),
        ("handle", request.handle),
        ("handle_raw", getattr(request, "handle_raw", None)),
    )
    return tuple(name for name, value in given if value and len(value) > MAX_IDENTIFIER)


def plain_id(value: str | None) -> str | None:
    """The id without what surrounds it; None for a placeholder, and for what is too long to be an id."""
    trimmed = (value or "").strip()
    fits = trimmed and len(trimmed) <= MAX_IDENTIFIER
    return trimmed if fits and not is_placeholder(trimmed.lower()) else None


def plain_text(value: str | None) -> str | None:
    return (value or "").strip()[:_MAX_TEXT] or None


def _claim(request: ResolveRequest | LeadRequest, channel: str, raw: str | None, key: ApiKey) -> Claim:
    conversation_id = plain_text(request.conversation_id)
    if request.user_id and len(request.user_id) > MAX_IDENTIFIER:
        # By the handle alone it might be somebody, though its id, which we cannot read, says otherwise.
        return Claim(channel.strip().lower(), conversation_id=conversation_id)
    return Claim(
        channel.strip().lower(),
        plain_id(request.user_id),
        _handle(request.handle, raw),
        _proven_email(request, key),
        conversation_id,
    )


def _handle(handle: str | None, raw: str | None) -> Handle | None:
    if max(len(handle or ""), len(raw or "")) > MAX_IDENTIFIER:
        return None
    return read_handle(handle, raw)


def _named(claim: Claim) -> Claim:
    if claim.user_id is None and claim.handle is None:
        raise HttpProblem(HTTPStatus.UNPROCESSABLE_ENTITY, _NAMELESS)
    return claim


def _proven_email(request: ResolveRequest | LeadRequest, key: ApiKey) -> str | None:
    if not request.email_verified or Scope.ASSERT_EMAIL not in key.scopes:
        return None
    address = normalise_address(request.email)
    return address if address and is_personal(address) else None

"""From what stands in a request to a claim that the rules can weigh."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from irp_stub.api.problems import HttpProblem
from irp_stub.guard.keys import Scope
from irp_stub.identity.handle import is_placeholder, read_handle
from irp_stub.identity.mailbox import is_personal, normalise_address
from irp_stub.identity.model import Claim

if TYPE_CHECKING:
    from irp_stub.api.requests import IdentityRequest, LeadRequest, ResolveRequest
    from irp_stub.store.records import ApiKey

__all__ = ["claim_of", "plain_id", "plain_text", "sender_of"]


def claim_of(request: ResolveRequest | LeadRequest, channel: str, key: ApiKey) -> Claim:
    """What is claimed, placeholders left out; an e-mail only where the key may assert it.

    Raises:
        HttpProblem: 422, neither a user id nor a handle is left.
    """
    return _named(
        Claim(
            channel.strip().lower(),
            plain_id(request.user_id),
            read_handle(request.handle, getattr(request, "handle_raw", None)),
            _proven_email(request, key),
            plain_text(request.conversation_id),
        )
    )


def sender_of(request: IdentityRequest) -> Claim:
    """The account that a steward names.

    Raises:
        HttpProblem: 422, neither a user id nor a handle is left.
    """
    handle = read_handle(request.handle, request.handle_raw)
    return _named(Claim(request.channel.strip().lower(), plain_id(request.user_id), handle))


def plain_id(value: str | None) -> str | None:
    trimmed = (value or "").strip()
    return None if not trimmed or is_placeholder(trimmed.lower()) else trimmed


def plain_text(value: str | None) -> str | None:
    return (value or "").strip() or None


def _named(claim: Claim) -> Claim:
    if claim.user_id is None and claim.handle is None:
        raise HttpProblem(
            HTTPStatus.UNPROCESSABLE_ENTITY, "name the sender: one of user_id and handle is needed"
        )
    return claim


def _proven_email(request: ResolveRequest | LeadRequest, key: ApiKey) -> str | None:
    if not request.email_verified or Scope.ASSERT_EMAIL not in key.scopes:
        return None
    address = normalise_address(request.email)
    return address if address and is_personal(address) else None

"""What callers send, as it stands on the wire. Unknown fields are ignored, so that callers may be newer."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003  (the decoder reads it)
from typing import Annotated, Literal

import msgspec

__all__ = [
    "BotCheckRequest",
    "EventRequest",
    "IdentityRequest",
    "LeadRequest",
    "MergeRequest",
    "ResolveRequest",
    "ReviewDecisionRequest",
    "UnresolvedRequest",
]

Channel = Annotated[
    str, msgspec.Meta(min_length=1, max_length=32, pattern=r"^\s*[A-Za-z][A-Za-z0-9_.-]*\s*$")
]
Identifier = Annotated[str, msgspec.Meta(max_length=255)]
Name = Annotated[str, msgspec.Meta(max_length=500)]
Email = Annotated[str, msgspec.Meta(max_length=320)]
Text = Annotated[str, msgspec.Meta(max_length=20_000)]
CustomerId = Annotated[str, msgspec.Meta(min_length=1, max_length=255)]


class ResolveRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Who wrote? `handle` is normalised, `handle_raw` as it came; one of user id and handle is needed."""

    channel: Channel
    user_id: Identifier | None = None
    handle: Identifier | None = None
    handle_raw: Identifier | None = None
    display_name: Name | None = None
    conversation_id: Identifier | None = None
    email: Email | None = None
    email_verified: bool | None = None
    account_created_at: datetime | None = None


class BotCheckRequest(msgspec.Struct, frozen=True, kw_only=True):
    channel: Channel
    user_id: Identifier | None = None
    handle: Identifier | None = None
    text: Text | None = None
    account_created_at: datetime | None = None


class LeadRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`source` is the channel; an e-mail counts only as `ResolveRequest` has it."""

    source: Channel
    handle: Identifier | None = None
    user_id: Identifier | None = None
    display_name: Name | None = None
    email: Email | None = None
    email_verified: bool | None = None
    status: Identifier | None = None
    conversation_id: Identifier | None = None


class UnresolvedRequest(msgspec.Struct, frozen=True, kw_only=True):
    channel: Channel
    user_id: Identifier | None = None
    handle: Identifier | None = None
    conversation_id: Identifier | None = None
    reason: Name | None = None


class EventRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What another system tells: a profile has changed, so that no older copy is served."""

    type: Literal["profile.changed"]
    customer_id: CustomerId


class IdentityRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A steward gives an account to a customer."""

    channel: Channel
    customer_id: CustomerId
    user_id: Identifier | None = None
    handle: Identifier | None = None
    handle_raw: Identifier | None = None


class MergeRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`customer_id` becomes part of the customer in the address."""

    customer_id: CustomerId


class ReviewDecisionRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`customer_id` names one of several candidates; without it the likeliest is meant."""

    decision: Literal["link", "reject", "merge", "block"]
    customer_id: CustomerId | None = None

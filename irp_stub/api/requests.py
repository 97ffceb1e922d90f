"""What callers send, as it stands on the wire. Unknown fields are ignored, so that callers may be newer."""

from __future__ import annotations

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
# What strangers write has no bound but that of the body: a message that is refused would go on unchecked.
Written = str
CustomerId = Annotated[str, msgspec.Meta(min_length=1, max_length=255)]


class ResolveRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Who wrote? `handle` is normalised, `handle_raw` as it came; one of user id and handle is needed.

    An id or a handle of more than 255 characters is nobody's.
    """

    channel: Channel
    user_id: Written | None = None
    handle: Written | None = None
    handle_raw: Written | None = None
    display_name: Written | None = None
    conversation_id: Identifier | None = None
    email: Written | None = None
    email_verified: bool | None = None
    account_created_at: Written | None = None


class BotCheckRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`account_created_at` is ISO 8601; a time that cannot be read is unknown."""

    channel: Channel
    user_id: Written | None = None
    handle: Written | None = None
    text: Written | None = None
    account_created_at: Written | None = None


class LeadRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`source` is the channel; an e-mail counts only as `ResolveRequest` has it."""

    source: Channel
    handle: Written | None = None
    user_id: Written | None = None
    display_name: Written | None = None
    email: Written | None = None
    email_verified: bool | None = None
    status: Identifier | None = None
    conversation_id: Identifier | None = None


class UnresolvedRequest(msgspec.Struct, frozen=True, kw_only=True):
    channel: Channel
    user_id: Written | None = None
    handle: Written | None = None
    conversation_id: Identifier | None = None
    reason: Written | None = None


class EventRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What another system tells: a profile has changed, so that no older copy is served."""

    type: Literal["profile.changed"]
    customer_id: CustomerId


class IdentityRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A steward gives an account to a customer, or says that it is not the customer's; either beats every rule."""

    channel: Channel
    customer_id: CustomerId
    user_id: Identifier | None = None
    handle: Identifier | None = None
    handle_raw: Identifier | None = None
    relation: Literal["must_link", "cannot_link"] = "must_link"


class MergeRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`customer_id` becomes part of the customer in the address."""

    customer_id: CustomerId


class ReviewDecisionRequest(msgspec.Struct, frozen=True, kw_only=True):
    """`customer_id` names one of several candidates; without it the likeliest is meant."""

    decision: Literal["link", "reject", "merge", "block"]
    customer_id: CustomerId | None = None

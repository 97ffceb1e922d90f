"""What is told to others when a steward has decided: a signed message for whoever waits in a conversation."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from irp_stub.stewardship.reviewing import Outcome, Ruling
    from irp_stub.store.records import Review

__all__ = ["Notice", "notice_of", "signature"]


class Notice(msgspec.Struct, frozen=True, omit_defaults=True):
    """`customer_id` is who the sender is now, where the decision says so.

    `correlation_id` is that of the request by which it was decided.
    """

    type: str
    review_id: str
    decision: str
    channel: str
    conversations: tuple[str, ...]
    customer_id: str | None = None
    correlation_id: str | None = None


def notice_of(review: Review, ruling: Ruling, outcome: Outcome, correlation_id: str | None = None) -> bytes:
    notice = Notice(
        "review.decided",
        review.review_id,
        ruling.verb,
        review.channel,
        review.conversations,
        outcome.customer_id,
        correlation_id,
    )
    return msgspec.json.encode(notice)


def signature(body: bytes, secret: bytes, sent_at: int) -> str:
    """`t=SECONDS,v1=HEX`: HMAC-SHA256 over the time, a full stop and the body, so that none is played again."""
    digest = hmac.new(secret, f"{sent_at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={sent_at},v1={digest}"

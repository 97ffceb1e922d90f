"""What a decision changes in the graph, as values; a store applies them in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from irp_stub.identity.handle import Handle
    from irp_stub.identity.model import Claim, Suspect

__all__ = [
    "BindUserId",
    "Change",
    "Confirm",
    "LinkAccount",
    "MustLink",
    "ReviewKind",
    "ReviewNeeded",
    "TakeHandle",
]


@dataclass(frozen=True, slots=True)
class BindUserId:
    """An account known by its handle alone gets its id."""

    identity_id: int
    user_id: str


@dataclass(frozen=True, slots=True)
class TakeHandle:
    """The account holds this handle from now on: its former interval is closed, and that of another holder."""

    identity_id: int
    channel: str
    handle: Handle


@dataclass(frozen=True, slots=True)
class LinkAccount:
    """A new account of a known customer; `rule` is the evidence that stands on the edge."""

    customer_id: str
    channel: str
    user_id: str | None
    handle: Handle | None
    rule: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """The account was seen again; losing this is harmless, so it need not be waited for."""

    identity_id: int


@dataclass(frozen=True, slots=True)
class MustLink:
    """A steward says that the account is its customer's, whatever the rules say."""

    identity_id: int


Change: TypeAlias = BindUserId | TakeHandle | LinkAccount | Confirm | MustLink


class ReviewKind(StrEnum):
    IMPERSONATION = "impersonation"
    RECYCLED_HANDLE = "recycled_handle"
    RECYCLED_PHONE = "recycled_phone"
    MOVED_HANDLE = "moved_handle"
    LOW_CONFIDENCE = "low_confidence"
    CONFLICT = "conflict"
    TOO_MANY_ACCOUNTS = "too_many_accounts"
    NEW_LEAD = "new_lead"


@dataclass(frozen=True, slots=True)
class ReviewNeeded:
    """A steward has to look: is this sender one of these customers, the likeliest first?"""

    kind: ReviewKind
    claim: Claim
    candidates: tuple[Suspect, ...]

"""What the platform answers, as it stands on the wire."""

from __future__ import annotations

from typing import Literal

import msgspec

__all__ = [
    "Account",
    "BotCheckAnswer",
    "Candidate",
    "EvidenceItem",
    "Health",
    "LeadAnswer",
    "Logged",
    "Problem",
    "ProfileData",
    "ResolvedAnswer",
    "UnresolvedAnswer",
]


Scalar = str | int | float | bool | None


class ProfileData(msgspec.Struct, frozen=True, omit_defaults=True):
    """The profile as the platform knows it, a copy of the CRM's that is at most five minutes old."""

    name: str
    tier: str | None = None
    last_interaction: str | None = None
    updated_at: str | None = None
    preferences: dict[str, Scalar] = {}


class EvidenceItem(msgspec.Struct, frozen=True):
    """One reason; `weight` in log-odds, added to prior odds of 1 : 10."""

    rule: str
    weight: float
    detail: str


class Candidate(msgspec.Struct, frozen=True):
    customer_id: str
    confidence: float


class ResolvedAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`stale`: the CRM is away, and the profile is what was known last; the header `Age` says since when.

    `profile_data` is a `ProfileData`; `social_graph` maps `<channel>_id`, `<channel>_handle`, `linkedin_url`; only for the scope `graph`.
    """

    resolved: Literal[True]
    confidence: float
    customer_id: str
    matched_by: str
    profile_data: msgspec.Raw
    stale: bool
    social_graph: msgspec.Raw | None = None
    evidence: tuple[EvidenceItem, ...]
    decision_id: str
    review_id: str | None = None
    impersonation_suspected: bool = False


class UnresolvedAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Nobody, or nobody for certain: then `candidates` and the review that a steward will decide.

    `ignored` are fields of more than 255 characters: no id and no handle is so long.
    """

    resolved: Literal[False]
    confidence: float
    candidates: tuple[Candidate, ...]
    evidence: tuple[EvidenceItem, ...]
    decision_id: str
    review_id: str | None = None
    impersonation_suspected: bool = False
    ignored: tuple[str, ...] = ()


class BotCheckAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """`reason` is the gravest indicator; null for a human.

    `truncated`: of the text only the beginning was judged. `ignored` are fields that cannot be read: ids that are too
    long, times that are none.
    """

    is_bot: bool
    known_bot: bool
    spam_keyword: bool
    young_account: bool
    reason: Literal["known_bot", "spam_keyword", "young_account"] | None = None
    truncated: bool = False
    ignored: tuple[str, ...] = ()


class LeadAnswer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`created` (201); `existing`: lead or customer was known; `linked`: an alias of a known customer now."""

    outcome: Literal["created", "existing", "linked"]
    needs_review: bool
    lead_id: str | None = None
    customer_id: str | None = None


class Logged(msgspec.Struct, frozen=True):
    logged: bool = True


class Account(msgspec.Struct, frozen=True, omit_defaults=True):
    """A customer as the CRM holds it now."""

    customer_id: str
    name: str
    tier: str | None = None
    updated_at: str | None = None
    last_interaction: str | None = None
    preferences: dict[str, Scalar] = {}


class Health(msgspec.Struct, frozen=True, omit_defaults=True):
    status: Literal["ok", "unavailable"]
    detail: str | None = None


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """An error as RFC 9457 has it; `type` stays `about:blank`, the title is the status's own.

    `error` is what OAuth2 calls it (RFC 6749, 5.2).
    """

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    correlation_id: str | None = None
    error: str | None = None

"""The rules of evidence, as one table: what is seen, how much it tells, what it may do, and why.

`confidence` is what one piece tells alone. Evidence adds up in log-odds, from prior odds of 1 : 10, once per
family: a handle that is equal on three platforms is one coincidence, not three.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

__all__ = ["EVIDENCE", "PRIOR", "Effect", "Evidence", "Family", "Rule", "confidence_of", "weight_of"]

PRIOR = -math.log(10)


class Rule(StrEnum):
    USER_ID = "user_id"
    USER_ID_NEW_HANDLE = "user_id_new_handle"
    USER_ID_MOVED_HANDLE = "user_id_moved_handle"
    PHONE_RECENT = "phone_recent"
    PHONE_OLD = "phone_old"
    VERIFIED_EMAIL = "verified_email"
    SHARED_EMAIL = "shared_email"
    HANDLE = "handle"
    HANDLE_OLD = "handle_old"
    HANDLE_RECYCLED = "handle_recycled"
    HANDLE_ELSEWHERE = "handle_elsewhere"
    LOOK_ALIKE = "look_alike"
    MUST_LINK = "must_link"
    CANNOT_LINK = "cannot_link"


class Family(StrEnum):
    """Evidence of one family has one cause; the strongest piece counts."""

    ACCOUNT = "account"
    EMAIL = "email"
    HANDLE = "handle"
    STEWARD = "steward"


class Effect(StrEnum):
    """RESOLVES may decide; SUGGESTS makes a candidate; WARNS keeps all but user ids from deciding."""

    RESOLVES = "resolves"
    SUGGESTS = "suggests"
    WARNS = "warns"


def weight_of(confidence: float) -> float:
    """What a piece of evidence adds, given what it tells alone."""
    return math.log(confidence / (1 - confidence)) - PRIOR


@dataclass(frozen=True, slots=True)
class Weighing:
    confidence: float
    family: Family
    effect: Effect
    reason: str
    weight: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "weight", weight_of(self.confidence))


class Evidence(msgspec.Struct, frozen=True, gc=False):
    """One piece for one customer; `weight` in log-odds."""

    rule: Rule
    customer_id: str
    weight: float
    detail: str


EVIDENCE: dict[Rule, Weighing] = {
    Rule.USER_ID: Weighing(
        0.99, Family.ACCOUNT, Effect.RESOLVES, "the platform never gives an account's id to another account"
    ),
    Rule.USER_ID_NEW_HANDLE: Weighing(
        0.97, Family.ACCOUNT, Effect.RESOLVES, "people rename their accounts; the id stays"
    ),
    Rule.USER_ID_MOVED_HANDLE: Weighing(
        0.97, Family.ACCOUNT, Effect.RESOLVES, "a handle that somebody gave up was taken by this account"
    ),
    Rule.PHONE_RECENT: Weighing(
        0.97, Family.ACCOUNT, Effect.RESOLVES, "the number was this customer's within the last 90 days"
    ),
    Rule.PHONE_OLD: Weighing(
        0.60, Family.ACCOUNT, Effect.SUGGESTS, "carriers give a number that fell idle to somebody else"
    ),
    Rule.VERIFIED_EMAIL: Weighing(
        0.92, Family.EMAIL, Effect.RESOLVES, "a caller that may assert it says that the mailbox was proven"
    ),
    Rule.SHARED_EMAIL: Weighing(
        0.30, Family.EMAIL, Effect.SUGGESTS, "several customers read this mailbox, so it tells none apart"
    ),
    Rule.HANDLE: Weighing(
        0.87, Family.HANDLE, Effect.RESOLVES, "the handle was this customer's within the last 90 days"
    ),
    Rule.HANDLE_OLD: Weighing(
        0.70, Family.HANDLE, Effect.SUGGESTS, "handles are given up and taken by others; nobody has confirmed it"
    ),
    Rule.HANDLE_RECYCLED: Weighing(
        0.25, Family.HANDLE, Effect.SUGGESTS, "the handle belongs, or belonged, to another account's id"
    ),
    Rule.HANDLE_ELSEWHERE: Weighing(
        0.50, Family.HANDLE, Effect.SUGGESTS, "the same handle on another platform; more telling the rarer it is"
    ),
    Rule.LOOK_ALIKE: Weighing(
        0.30, Family.HANDLE, Effect.WARNS, "another handle that can be taken for this customer's"
    ),
    Rule.MUST_LINK: Weighing(
        0.99, Family.STEWARD, Effect.RESOLVES, "a steward decided that this is the customer's account"
    ),
    Rule.CANNOT_LINK: Weighing(
        0.01, Family.STEWARD, Effect.SUGGESTS, "a steward decided that this is not the customer"
    ),
}  # fmt: skip

ELSEWHERE_COMMON = 0.20
"""What a handle as common as `john` tells on another platform; the table has the rarest."""


def confidence_of(weights: float) -> float:
    """The confidence after all evidence."""
    return 1 / (1 + math.exp(-(PRIOR + weights)))

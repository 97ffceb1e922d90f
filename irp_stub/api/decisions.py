"""The decisions that were made, to be explained later.

A decision that changed something, or asks a steward, is kept in the store with what it changed. The many that
only found a known account are kept in memory, the latest of them: they can be made again at any time.
"""

from __future__ import annotations

import secrets
from itertools import count
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from irp_stub.identity.decision import Decision

__all__ = ["DecisionRecord", "RecentDecisions", "record_of"]


class DecisionRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A decision as it is kept and shown; `changes` and `reviews` are words for a steward."""

    decision_id: str
    decided_at: float
    channel: str
    user_id: str | None = None
    handle: str | None = None
    conversation_id: str | None = None
    resolved: bool
    customer_id: str | None = None
    confidence: float
    matched_by: str | None = None
    impersonation_suspected: bool = False
    candidates: tuple[tuple[str, float], ...] = ()
    evidence: tuple[tuple[str, str, float, str], ...] = ()
    changes: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()


class RecentDecisions:
    """The latest decisions of this process, and the ids of all: a prefix, then a number."""

    def __init__(self, capacity: int = 20_000) -> None:
        self._kept: list[tuple[int, Decision, float] | None] = [None] * capacity
        self._prefix = f"d_{secrets.token_hex(5)}_"
        self._numbers = count(1)

    def next_number(self) -> int:
        return next(self._numbers)

    def id_of(self, number: int) -> str:
        return f"{self._prefix}{number}"

    def keep(self, number: int, decision: Decision, now: float) -> None:
        self._kept[number % len(self._kept)] = (number, decision, now)

    def get(self, decision_id: str) -> DecisionRecord | None:
        number = decision_id.removeprefix(self._prefix)
        if number == decision_id or not (number.isascii() and number.isdigit() and len(number) < 20):
            return None
        kept = self._kept[int(number) % len(self._kept)]
        return record_of(decision_id, *kept[1:]) if kept and kept[0] == int(number) else None

    def forget(self, names: frozenset[str]) -> None:
        """Let go of every decision in which one of these customers, user ids or handles appears."""
        for at, kept in enumerate(self._kept):
            if kept is not None and not names.isdisjoint(_names(kept[1])):
                self._kept[at] = None


def record_of(decision_id: str, decision: Decision, now: float) -> DecisionRecord:
    claim = decision.claim
    return DecisionRecord(
        decision_id=decision_id,
        decided_at=now,
        channel=claim.channel,
        user_id=claim.user_id,
        handle=claim.handle.name if claim.handle else None,
        conversation_id=claim.conversation_id,
        resolved=decision.customer_id is not None,
        customer_id=decision.customer_id,
        confidence=decision.confidence,
        matched_by=decision.matched_by,
        impersonation_suspected=decision.impersonation_suspected,
        candidates=tuple((s.customer_id, s.confidence) for s in decision.candidates),
        evidence=tuple((e.rule, e.customer_id, round(e.weight, 2), e.detail) for e in decision.evidence),
        changes=tuple(type(change).__name__ for change in decision.changes),
        reviews=tuple(needed.kind for needed in decision.reviews),
    )


def _names(decision: Decision) -> set[str | None]:
    claim = decision.claim
    handle = claim.handle.name if claim.handle else None
    return {claim.user_id, handle, *(item.customer_id for item in decision.evidence)}

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
    """The latest decisions of this process, and the ids of all."""

    def __init__(self, capacity: int = 20_000) -> None:
        self._capacity = capacity
        self._kept: dict[str, tuple[Decision, float]] = {}
        self._prefix = f"d_{secrets.token_hex(5)}"
        self._numbers = count(1)

    def next_id(self) -> str:
        return f"{self._prefix}{next(self._numbers):06x}"

    def keep(self, decision_id: str, decision: Decision, now: float) -> None:
        if len(self._kept) >= self._capacity:
            self._kept.pop(next(iter(self._kept)))
        self._kept[decision_id] = (decision, now)

    def get(self, decision_id: str) -> DecisionRecord | None:
        kept = self._kept.get(decision_id)
        return record_of(decision_id, *kept) if kept else None

    def forget(self, customer_id: str) -> None:
        """Let go of every decision that a customer appears in."""
        self._kept = {key: kept for key, kept in self._kept.items() if not _names(kept[0], customer_id)}


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
        evidence=tuple(
            (e.rule.value, e.customer_id, round(e.weight, 2), e.detail) for e in decision.evidence
        ),
        changes=tuple(type(change).__name__ for change in decision.changes),
        reviews=tuple(needed.kind.value for needed in decision.reviews),
    )


def _names(decision: Decision, customer_id: str) -> bool:
    return any(item.customer_id == customer_id for item in decision.evidence)

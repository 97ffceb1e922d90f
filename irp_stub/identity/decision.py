"""What came of a resolution: who, how sure, why, and what is to be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from irp_stub.identity.change import Change, ReviewNeeded
    from irp_stub.identity.evidence import Evidence, Family
    from irp_stub.identity.model import Claim, Suspect

__all__ = ["Decision"]


@dataclass(frozen=True, slots=True)
class Decision:
    """`customer_id` and `matched_by` are there only when it is resolved; `candidates` only when it is not."""

    claim: Claim
    evidence: tuple[Evidence, ...] = ()
    customer_id: str | None = None
    confidence: float = 0.0
    matched_by: Family | None = None
    candidates: tuple[Suspect, ...] = ()
    impersonation_suspected: bool = False
    changes: tuple[Change, ...] = ()
    reviews: tuple[ReviewNeeded, ...] = ()

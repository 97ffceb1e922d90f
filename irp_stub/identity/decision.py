"""What came of a resolution: who, how sure, why, and what is to be done about it."""

from __future__ import annotations

import msgspec

from irp_stub.identity.change import Change, ReviewNeeded  # noqa: TC001
from irp_stub.identity.evidence import Evidence, Family  # noqa: TC001
from irp_stub.identity.model import Claim, Suspect  # noqa: TC001

__all__ = ["Decision"]


class Decision(msgspec.Struct, frozen=True, gc=False):
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

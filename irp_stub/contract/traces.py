"""What a run makes the platform keep, and every answer about an identity that it got."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from irp_stub.contract.catalogue import Purpose

if TYPE_CHECKING:
    from irp_stub.contract.answer import Answer

__all__ = ["Traces"]


class Traces:
    """Leads and reviews by their ids; answers in the order in which they came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: dict[Purpose, list[Answer]] = {purpose: [] for purpose in Purpose}
        self.leads: dict[str, None] = {}
        self.reviews: dict[str, None] = {}

    @property
    def resolved(self) -> list[Answer]:
        """Answers to `Resolve Identity`."""
        return self._answers[Purpose.RESOLVE]

    def answers(self, purpose: Purpose) -> list[Answer]:
        return self._answers[purpose]

    def note(self, purpose: Purpose, answer: Answer) -> None:
        with self._lock:
            self._answers[purpose].append(answer)
            if not answer.succeeded:
                return
            if purpose is Purpose.LEAD and (lead := answer.text("leadId")):
                self.leads[lead] = None
            if purpose is Purpose.RESOLVE and (review := answer.text("reviewId")):
                self.reviews[review] = None

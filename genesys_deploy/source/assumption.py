"""What the product believes of the platform, and on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Assumption", "Standing"]


class Standing(StrEnum):
    CONFIRMED = "confirmed"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One behaviour of the platform that something here relies on.

    `evidence` is the source that confirms it or, where nothing does, how to check it on a live org.
    """

    behaviour: str
    relied_on_by: str
    standing: Standing
    evidence: str

    @classmethod
    def confirmed(cls, behaviour: str, relied_on_by: str, source: str) -> Assumption:
        return cls(behaviour, relied_on_by, Standing.CONFIRMED, source)

    @classmethod
    def assumed(cls, behaviour: str, relied_on_by: str, check: str) -> Assumption:
        return cls(behaviour, relied_on_by, Standing.ASSUMED, check)

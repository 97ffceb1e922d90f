"""From pieces of evidence to who it is, or may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from irp_stub.identity.evidence import EVIDENCE, Effect, Evidence, Family, Rule, confidence_of
from irp_stub.identity.model import Suspect

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Verdict", "judge"]

_CERTAINTY = 0.99
"""However much is said: nobody is surer than of the platform's own id."""

_MAX_CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """`customer_id` where it is decided; `rivals` are those whom the evidence would each have decided for."""

    suspects: tuple[Suspect, ...]
    customer_id: str | None = None
    matched_by: Family | None = None
    rivals: tuple[str, ...] = ()


def judge(evidence: Iterable[Evidence], threshold: float) -> Verdict:
    """Weigh all that is known; suspects come out with the surest first."""
    by_customer = _by_customer(evidence)
    suspects = tuple(
        sorted(
            (Suspect(customer, _confidence(pieces)) for customer, pieces in by_customer.items()),
            key=lambda suspect: (-suspect.confidence, suspect.customer_id),
        )
    )
    able = {
        suspect.customer_id: deciding
        for suspect in suspects
        if suspect.confidence >= threshold and (deciding := _deciding(by_customer[suspect.customer_id]))
    }
    return _verdict(suspects[:_MAX_CANDIDATES], able, warned=_is_warned(by_customer))


def _verdict(suspects: tuple[Suspect, ...], able: dict[str, Evidence], *, warned: bool) -> Verdict:
    families = {customer: EVIDENCE[deciding.rule].family for customer, deciding in able.items()}
    for beyond_doubt in (Family.STEWARD, Family.ACCOUNT):
        found = [customer for customer, family in families.items() if family is beyond_doubt]
        if found:
            return Verdict(suspects, found[0], beyond_doubt)
    if len(able) == 1 and not warned:
        ((customer, family),) = families.items()
        return Verdict(suspects, customer, family)
    return Verdict(suspects, rivals=tuple(able) if len(able) > 1 else ())


def _by_customer(evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    for item in evidence:
        found.setdefault(item.customer_id, []).append(item)
    ruled_out = {
        customer for customer, items in found.items() if any(i.rule is Rule.CANNOT_LINK for i in items)
    }
    return {customer: items for customer, items in found.items() if customer not in ruled_out}


def _confidence(pieces: list[Evidence]) -> float:
    strongest: dict[Family, float] = {}
    for item in pieces:
        family = EVIDENCE[item.rule].family
        strongest[family] = max(item.weight, strongest.get(family, -99.0))
    return round(min(_CERTAINTY, confidence_of(sum(strongest.values()))), 4)


def _deciding(pieces: list[Evidence]) -> Evidence | None:
    able = [item for item in pieces if EVIDENCE[item.rule].effect is Effect.RESOLVES]
    return max(able, key=lambda item: (item.rule is Rule.MUST_LINK, item.weight), default=None)


def _is_warned(by_customer: dict[str, list[Evidence]]) -> bool:
    return any(
        EVIDENCE[item.rule].effect is Effect.WARNS for pieces in by_customer.values() for item in pieces
    )

"""GET /api/v1/decisions/{decision_id}/explanation: the evidence, step by step, and in words."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec

from irp_stub.api.answers import EvidenceItem
from irp_stub.api.decisions import DecisionRecord
from irp_stub.api.http.exchange import Reply, reply
from irp_stub.api.http.problems import HttpProblem
from irp_stub.api.http.times import iso
from irp_stub.api.steward.answers import Explanation, Step
from irp_stub.api.steward.wording import MATCHED_BY, SURELY_BY, change_in_words
from irp_stub.identity.evidence import EVIDENCE, Family, Rule, confidence_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform

__all__ = ["explain_decision", "explanation_of"]

_decoder = msgspec.json.Decoder(DecisionRecord)


async def explain_decision(platform: Platform, call: Call) -> Reply:
    """Why a decision was made."""
    decision_id = call.parameters["decision_id"]
    record = platform.decisions.get(decision_id)
    if record is None and (kept := platform.store.read.logs.decision(decision_id)) is not None:
        record = _decoder.decode(kept)
    if record is None:
        raise HttpProblem(
            HTTPStatus.NOT_FOUND,
            "this decision is not kept: it changed nothing and is long ago, or was erased; ask anew",
        )
    return reply(explanation_of(record))


def explanation_of(record: DecisionRecord) -> Explanation:
    steps = tuple(_steps(record))
    return Explanation(
        decision_id=record.decision_id,
        decided_at=iso(record.decided_at),
        resolved=record.resolved,
        customer_id=record.customer_id,
        confidence=record.confidence,
        matched_by=MATCHED_BY.get(record.matched_by or ""),
        steps=steps,
        changes=record.changes,
        reviews=record.reviews,
        text=_text(record, steps),
    )


def _steps(record: DecisionRecord) -> Iterator[Step]:
    """The strongest piece of each family counts; the others are shown and said not to."""
    by_strength = sorted(record.evidence, key=lambda item: (item[1], -item[2]))
    totals: dict[str, float] = {}
    counted: set[tuple[str, Family]] = set()
    for rule, customer_id, weight, detail in by_strength:
        family = EVIDENCE[Rule(rule)].family
        counts = (customer_id, family) not in counted
        counted.add((customer_id, family))
        totals[customer_id] = totals.get(customer_id, 0.0) + (weight if counts else 0.0)
        confidence = round(min(0.99, confidence_of(totals[customer_id])), 2)
        yield Step(customer_id, EvidenceItem(rule, weight, detail), confidence, counts)


def _text(record: DecisionRecord, steps: tuple[Step, ...]) -> str:
    return "\n".join([_verdict(record), *map(_sentence, steps), *_consequences(record)])


def _verdict(record: DecisionRecord) -> str:
    if record.resolved:
        how = SURELY_BY.get(record.matched_by or "", "the evidence")
        return f"This is {record.customer_id}, by {how} (confidence {record.confidence:.2f})."
    if not record.candidates:
        return "Nobody is known by what the message says."
    customer_id, confidence = record.candidates[0]
    return f"It may be {customer_id} (confidence {confidence:.2f}); that is not enough to decide."


def _sentence(step: Step) -> str:
    customer, item = step.customer_id, step.evidence
    if not step.counted:
        return f"- {item.rule}, for {customer}: {item.detail}; a stronger sign of this kind counts already."
    return (
        f"- {item.rule}, for {customer}: {item.detail} ({item.weight:+.1f}, now {step.confidence_after:.2f})."
    )


def _consequences(record: DecisionRecord) -> Iterator[str]:
    if record.impersonation_suspected:
        yield "Somebody may be posing as a customer: nothing but the user id decides then."
    for kind in record.reviews:
        yield f"A steward is asked ({kind})."
    for change in record.changes:
        yield f"Written: {change_in_words(change)}."

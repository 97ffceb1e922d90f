"""What holds of every answer that the run has got so far, whatever was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.contract.catalogue import Purpose
from irp_stub.contract.errors import Broken, NotApplicable
from irp_stub.contract.rule import Family
from irp_stub.contract.rules.guests import guest
from irp_stub.contract.wire import read_output

if TYPE_CHECKING:
    from irp_stub.contract.answer import Answer
    from irp_stub.contract.probe import Probe

__all__ = ["THROUGHOUT"]

THROUGHOUT = Family("throughout")
_SCORES = ("confidence", "candidateConfidence")


def _is_lost(answer: Answer) -> bool:
    """Whether the platform failed, or said something that cannot be read; a refusal is neither."""
    return not answer.succeeded and not answer.exchange.refused


@THROUGHOUT.must(
    "every-answer-read",
    "Whatever is asked is answered, and can be read",
    source="the Data Actions; guide, failure branch",
    why="a platform that fails for impostors or renamed customers alone fails where it matters",
)
def every_answer_read(probe: Probe) -> None:
    for purpose in Purpose:
        answers = probe.traces.answers(purpose)
        told_elsewhere = not answers or _is_lost(answers[0])
        if purpose is Purpose.RESOLVE:
            told_elsewhere = told_elsewhere or not probe.once(guest).succeeded
        lost = [answer for answer in answers if _is_lost(answer)]
        if lost and not told_elsewhere:
            what = "which cannot be read" if lost[0].exchange.response else "nothing"
            told = lost[0].exchange.told()
            text = f"{told}, {what}" if (lost[0].exchange.status or 0) < 500 else told
            raise Broken(f'"{purpose}" {text}, where it has answered others', lost[0].exchange)


@THROUGHOUT.must(
    "confidence-range",
    "Confidence is a number from 0 to 1",
    source='guide, "Confidence Scoring"; Data Action "Resolve Identity"',
    why="the flow compares it with 0.85: 85 would make everybody a customer",
)
def confidence_range(probe: Probe) -> None:
    action = probe.action(Purpose.RESOLVE)
    seen = False
    for answer in probe.traces.resolved:
        for name in _SCORES:
            value = read_output(action, name, answer.exchange)
            if value is None:
                continue
            seen = True
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
                raise Broken(f"{name} is {value!r}", answer.exchange)
    if not seen:
        raise NotApplicable("no answer has a confidence (rule resolve-shape)")


@THROUGHOUT.should(
    "unresolved-below-threshold",
    "Unresolved and sure do not go together",
    source='guide, "Confidence Scoring"',
    why="whoever reads the score alone would merge",
)
def unresolved_below_threshold(probe: Probe) -> None:
    unresolved = [a for a in probe.traces.resolved if a.succeeded and not a.resolved]
    if not unresolved:
        raise NotApplicable("no answer is unresolved")
    for answer in unresolved:
        if answer.confidence >= probe.limits.threshold:
            raise Broken(f"an unresolved answer has confidence {answer.confidence:g}", answer.exchange)


@THROUGHOUT.must(
    "unresolved-without-customer",
    "Unresolved means no customer id",
    source='guide, "Confidence Scoring": treat it as a false resolution',
    why="whoever reads `customer_id` alone would merge",
)
def unresolved_without_customer(probe: Probe) -> None:
    unresolved = [answer for answer in probe.traces.resolved if answer.succeeded and not answer.resolved]
    if not unresolved:
        raise NotApplicable("no answer is unresolved")
    for answer in unresolved:
        if answer.customer_id:
            raise Broken("an unresolved answer has a customer_id", answer.exchange)

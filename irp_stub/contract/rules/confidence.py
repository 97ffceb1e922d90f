"""How sure the platform is, and what it says where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.contract.errors import Broken, NotApplicable
from irp_stub.contract.rule import Family

if TYPE_CHECKING:
    from irp_stub.contract.probe import Probe

__all__ = ["CONFIDENCE"]

CONFIDENCE = Family("confidence")


@CONFIDENCE.must(
    "known-above-threshold",
    "A known user id is above the threshold",
    source='guide, "Confidence Scoring": 85 %',
    why="below it the flow treats a customer as a guest",
)
def known_above_threshold(probe: Probe) -> None:
    known = probe.need(probe.data.known, "known")
    answer = probe.resolve(known.channel, known.user_id, known.handle)
    if answer.resolved and answer.confidence < probe.limits.threshold:
        raise Broken(
            f"the known account has confidence {answer.confidence:g}, below {probe.limits.threshold:g}",
            answer.exchange,
        )


@CONFIDENCE.must(
    "doubtful-below-threshold",
    "What is doubtful is below the threshold",
    source='guide, "Confidence Scoring": below 85 % treat it as false',
    writes=True,
    why="a supervisor decides; a wrong merge shows one customer's history to another",
)
def doubtful_below_threshold(probe: Probe) -> None:
    doubtful = probe.need(probe.data.doubtful, "doubtful")
    answer = probe.resolve(doubtful.channel, doubtful.user_id, doubtful.handle)
    if answer.resolved and answer.confidence >= probe.limits.threshold:
        raise Broken(
            f"the doubtful account is resolved with confidence {answer.confidence:g}", answer.exchange
        )


@CONFIDENCE.should(
    "doubtful-names-candidate",
    "What is doubtful names its candidate",
    source='guide, "Supervisor Review"; Data Action "Resolve Identity": candidateId',
    writes=True,
    why="the supervisor needs to know whom it might be",
)
def doubtful_names_candidate(probe: Probe) -> None:
    doubtful = probe.need(probe.data.doubtful, "doubtful")
    answer = probe.resolve(doubtful.channel, doubtful.user_id, doubtful.handle)
    if answer.resolved:
        raise NotApplicable("the doubtful account is resolved (rule doubtful-below-threshold)")
    if answer.text("candidateId") != doubtful.customer_id:
        raise Broken("the first candidate is not the customer that it might be", answer.exchange)

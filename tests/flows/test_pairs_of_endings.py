"""Every ordered pair of endings within one conversation: nothing of the first run survives into the second."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from typing import Any

import pytest

from genesys_deploy.simulate.scenario import Outcome, read_scenarios, run_scenarios
from genesys_deploy.simulate.scenario.flows import Flows
from genesys_deploy.source.locate import find_project

HUMAN = {"isBot": False}
KNOWN = {
    "resolved": True,
    "confidence": 0.99,
    "customerId": "CRM_1",
    "matchedBy": "user_id",
    "language": "es",
}
NOBODY = {"resolved": False, "confidence": 0.0}
LEAD = {"Log Unresolved": {"logged": True}, "Create Lead": {"leadId": "L_1", "outcome": "created"}}
WORLDS: Mapping[str, Mapping[str, Any]] = {
    "platinum": {
        "Check Bot": HUMAN,
        "Resolve Identity": {**KNOWN, "tier": "Platinum"},
        "Get Account": {"tier": "Platinum", "updatedAt": "2026-01-05T08:50:00Z"},
    },
    "gold": {"Check Bot": HUMAN, "Resolve Identity": {**KNOWN, "tier": "Gold"}},
    "review": {
        "Check Bot": HUMAN,
        "Resolve Identity": {**NOBODY, "candidateId": "CRM_9", "candidateConfidence": 0.3, "reviewId": "r_1"},
    },
    "guest": {"Check Bot": HUMAN, "Resolve Identity": NOBODY, **LEAD},
    "failure": {"Check Bot": "failure", "Resolve Identity": "failure", "Log Unresolved": "failure"},
    "timeout": {"Check Bot": "timeout"},
    "spam": {"Check Bot": {"isBot": True, "spamKeyword": True}},
    "young": {"Check Bot": {"isBot": True, "youngAccount": True}},
    "known bot": {"Check Bot": {"isBot": True, "knownBot": True}},
    "rate limited": {"Check Bot": HUMAN, "Resolve Identity": {"failure": {"status": 429}}, **LEAD},
}
CONFIRMED = ("platinum", "gold")
GUESTS = ("guest", "failure", "timeout")
BOTS = ("spam", "young", "known bot")
FLOWS = Flows(find_project())
# Every confirmed identity is too old for the second message, so that it is judged anew.
FORGETFUL = {"identity": {"keep_minutes": 0}}


def outcomes(*endings: str) -> list[Outcome]:
    first, *rest = endings
    scenario = {
        "name": " then ".join(endings),
        "settings": FORGETFUL,
        "message": {"from": "200", "handle": "ann", "text": "hello"},
        "world": WORLDS[first],
        "then": {},
        "again": [{"message": {"text": "again"}, "world": WORLDS[ending], "then": {}} for ending in rest],
    }
    text = json.dumps({"flow": "twitter", "overlay": "demo", "scenarios": [scenario]})
    (result,) = run_scenarios([read_scenarios(text, "pairs.yaml")], FLOWS)
    return [message.outcome for message in result.messages]


def without_times(outcome: Outcome) -> dict[str, str]:
    return {
        name: value
        for name, value in outcome.attributes.items()
        if value and name not in {"resolvedAt", "agentNotice"}
    }


@pytest.mark.parametrize(("first", "second"), list(itertools.product(WORLDS, WORLDS)))
def test_the_second_run_leaves_what_it_would_leave_alone(first: str, second: str) -> None:
    _, after = outcomes(first, second)
    (alone,) = outcomes(second)
    expected = without_times(alone)
    if first in CONFIRMED and second in BOTS:
        assert (after.ending, after.attributes["botCheckStatus"]) == ("queue", "flagged")
        assert after.queue != "Bot_Disposal"
        return
    if first in CONFIRMED and second == "rate limited":
        assert (after.queue, after.attributes["isGuest"]) == ("Guest_Social_Queue", "true")
        return
    if first == "guest" and second in GUESTS:
        expected |= {"leadOutcome": "existing", "leadId": "L_1"}
    assert without_times(after) == expected
    assert (after.ending, after.queue, after.priority, after.skills) == (
        alone.ending,
        alone.queue,
        alone.priority,
        alone.skills,
    )


@pytest.mark.parametrize(("first", "second"), list(itertools.product(WORLDS, WORLDS)))
def test_attributes_never_contradict_each_other(first: str, second: str) -> None:
    for outcome in outcomes(first, second):
        data = outcome.attributes
        if data["isGuest"] == "true":
            assert not data["resolvedCustomerId"]
        if data["resolvedCustomerId"]:
            assert (data["resolutionStatus"], data["candidateCustomerId"], data["leadId"]) == (
                "resolved",
                "",
                "",
            )
        if data["candidateCustomerId"]:
            assert data["resolutionStatus"] == "review"
        assert data["identityAssurance"] != "authenticated"
        assert outcome.says == ()
        assert ("Resolve Identity" in outcome.called) is not (
            data["resolutionStatus"] == "bot" or outcome.called == ("Check Bot",)
        )

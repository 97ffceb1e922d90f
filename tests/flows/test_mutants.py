"""Every small fault in the shipped flow is caught by a shipped scenario, or was reviewed and changes nothing."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml

from tests.flows.mutants import Mutant, mutants
from tests.flows.trial import failing, rendered

REVIEWED = tuple(
    pattern
    for group in yaml.safe_load(Path(__file__).with_name("equivalent_mutants.yaml").read_text("utf-8"))
    for pattern in group["mutants"]
)
ALL = mutants(rendered("twitter", "demo", "")[0])
KINDS = {
    "the state that a branch leads to": "targetStateRef",
    "the sides of a decision": "yes for no",
    "the outcomes of a Data Action": "success for failure",
    "the threshold": "0.85 and one more",
    "a comparison": "becomes >",
    "a condition": ": not ",
    "an operand": "and becomes or",
    "a queue": "targetQueue.lit.name: another text",
    "a priority": "priority.lit: one more",
    "a skill": "acdSkill.lit.name: another text",
    "an attribute's name": "attribute.name.lit: another text",
    "an attribute's value": "attribute.value.lit: another text",
    "a text in an expression": "becomes another text",
    "a time limit": "timeout.lit.seconds: one more",
    "an assignment": "updateData.statements.0: dropped",
    "an action": ": : dropped",
    "an output that is taken": "not taken",
}


def is_reviewed(mutant: Mutant) -> bool:
    return any(fnmatchcase(str(mutant), pattern) for pattern in REVIEWED)


def of(*, reviewed: bool) -> list[Mutant]:
    return [mutant for mutant in ALL if is_reviewed(mutant) is reviewed]


@pytest.mark.parametrize("mutant", of(reviewed=False), ids=str)
def test_a_scenario_catches(mutant: Mutant) -> None:
    if next(failing(mutant), None) is None:
        pytest.fail(
            f"{mutant}: add a scenario that shows it, or tell in equivalent_mutants.yaml why none can"
        )


@pytest.mark.parametrize("mutant", of(reviewed=True), ids=str)
def test_what_was_reviewed_is_caught_by_none(mutant: Mutant) -> None:
    caught = next(failing(mutant), None)
    assert caught is None, f"{caught.scenario.name} shows it: take it off equivalent_mutants.yaml"


@pytest.mark.parametrize("pattern", REVIEWED)
def test_what_was_reviewed_is_there(pattern: str) -> None:
    assert any(fnmatchcase(str(mutant), pattern) for mutant in ALL)


@pytest.mark.parametrize("fault", KINDS.values(), ids=KINDS)
def test_there_are_faults_of_every_kind(fault: str) -> None:
    assert any(fault in str(mutant) for mutant in ALL)

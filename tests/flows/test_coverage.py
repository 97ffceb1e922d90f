"""The shipped scenarios go through everything, and every way of every condition, but for what cannot be reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from genesys_deploy.simulate.scenario import ScenarioResult, read_scenarios, run_scenarios
from genesys_deploy.simulate.scenario.coverage import Coverage, UnitKind, measure
from genesys_deploy.simulate.scenario.flows import Flows
from genesys_deploy.source.locate import find_project

PROJECT = find_project()
FILES = [
    read_scenarios(path.read_text(encoding="utf-8"), PROJECT.name_of(path))
    for path in sorted(Path(PROJECT.flows, "scenarios").glob("*.yaml"))
]
UNREACHABLE = [one for file in FILES for one in file.unreachable]


@pytest.fixture(scope="module")
def results() -> list[ScenarioResult]:
    return list(run_scenarios(FILES, Flows(PROJECT, watched=True)))


@pytest.fixture(scope="module")
def coverage(results: list[ScenarioResult]) -> Coverage:
    return measure(results, UNREACHABLE)


def test_the_shipped_scenarios_pass(results: list[ScenarioResult]) -> None:
    assert [result.scenario.name for result in results if not result.passed] == []


def test_they_miss_only_what_cannot_be_reached(coverage: Coverage) -> None:
    assert coverage.missed == ()
    assert coverage.percent == 100


def test_what_is_said_to_be_unreachable_is_there_and_was_not_run(coverage: Coverage) -> None:
    assert len(coverage.unreachable) == len(UNREACHABLE) == 2
    assert coverage.reached == ()


def test_there_are_units_of_every_kind(coverage: Coverage) -> None:
    assert all(coverage.share(kind)[1] > 20 for kind in UnitKind)

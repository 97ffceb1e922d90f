"""The shipped scenarios go through everything, and every way of every condition, but for what cannot be reached."""

from __future__ import annotations

from pathlib import Path

import pytest

from genesys_deploy.simulate.scenario import ScenarioResult, read_scenarios, run_scenarios
from genesys_deploy.simulate.scenario.coverage import UnitKind, measure
from genesys_deploy.simulate.scenario.flows import Flows
from genesys_deploy.source.locate import find_project

PROJECT = find_project()
UNREACHABLE = {
    # Settings must leave the resolution its time after the slowest bot check, and a bot check that is too slow
    # ends the calls already.
    (
        "flows/steps/resolve.j2",
        "DateTimeDiff(GetCurrentDateTimeUtc(), Flow.startedAt) < MakeDuration(0, 0, 0, 2, 0)",
        "false",
    ),
    # Who is resolved was resolved in time; it stands there because the same words guard every call.
    ("flows/steps/fresh_profile.j2", "!Flow.irpTimedOut", "false"),
}


@pytest.fixture(scope="module")
def results() -> list[ScenarioResult]:
    files = [
        read_scenarios(path.read_text(encoding="utf-8"), PROJECT.name_of(path))
        for path in sorted(Path(PROJECT.flows, "scenarios").glob("*.yaml"))
    ]
    return list(run_scenarios(files, Flows(PROJECT, watched=True)))


def test_the_shipped_scenarios_pass(results: list[ScenarioResult]) -> None:
    assert [result.scenario.name for result in results if not result.passed] == []


def test_they_miss_only_what_cannot_be_reached(results: list[ScenarioResult]) -> None:
    missed = measure(results).missed
    assert {(unit.file, unit.name, unit.side) for unit in missed} == UNREACHABLE


def test_there_are_units_of_every_kind(results: list[ScenarioResult]) -> None:
    coverage = measure(results)
    assert all(coverage.share(kind)[1] > 20 for kind in UnitKind)

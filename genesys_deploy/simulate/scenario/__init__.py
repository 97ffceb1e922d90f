"""Flow tests: a message in, what the customer and the queue see out."""

from __future__ import annotations

from genesys_deploy.simulate.scenario.expectation import Expectation, differences
from genesys_deploy.simulate.scenario.model import Scenario, ScenarioFile
from genesys_deploy.simulate.scenario.outcome import Outcome
from genesys_deploy.simulate.scenario.reader import read_scenarios
from genesys_deploy.simulate.scenario.runner import ScenarioResult, run_scenarios

__all__ = [
    "Expectation",
    "Outcome",
    "Scenario",
    "ScenarioFile",
    "ScenarioResult",
    "differences",
    "read_scenarios",
    "run_scenarios",
]

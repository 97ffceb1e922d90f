"""The results of scenarios, four ways: for people, for programs, for CI, for a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from genesys_deploy.report.scenarios.json_results import JsonResults
from genesys_deploy.report.scenarios.junit import JUnitResults
from genesys_deploy.report.scenarios.markdown import MarkdownResults
from genesys_deploy.report.scenarios.text import TextResults

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genesys_deploy.simulate.scenario.coverage import Coverage
    from genesys_deploy.simulate.scenario.runner import ScenarioResult

__all__ = ["JUnitResults", "JsonResults", "MarkdownResults", "ResultsReport", "TextResults"]


class ResultsReport(Protocol):
    def render(self, results: Sequence[ScenarioResult], coverage: Coverage) -> str: ...

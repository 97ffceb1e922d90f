"""Scenario results as a summary for a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.report.pages.markdown import table
from genesys_deploy.report.scenarios.text import coverage_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from genesys_deploy.simulate.scenario.coverage import Coverage
    from genesys_deploy.simulate.scenario.runner import ScenarioResult

__all__ = ["MarkdownResults"]


class MarkdownResults:
    def render(self, results: Sequence[ScenarioResult], coverage: Coverage) -> str:
        return "\n".join(_lines(results, coverage)) + "\n"


def _lines(results: Sequence[ScenarioResult], coverage: Coverage) -> Iterator[str]:
    failed = [result for result in results if not result.passed]
    yield f"### Flow scenarios: {len(results) - len(failed)} of {len(results)} passed\n"
    yield f"{coverage_line(coverage)}\n"
    if failed:
        yield from table(
            ("scenario", "place", "what differs"),
            (
                (
                    result.scenario.name,
                    f"`{result.scenario.span}`",
                    "; ".join(
                        difference for message in result.messages for difference in message.differences
                    ),
                )
                for result in failed
            ),
        )
    if coverage.missed:
        yield f"<details><summary>never run: {len(coverage.missed)}</summary>\n"
        yield from (f"- `{unit}`" for unit in coverage.missed)
        yield "\n</details>"

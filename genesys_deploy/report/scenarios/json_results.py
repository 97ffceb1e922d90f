"""Scenario results as JSON.

{"scenarios": [{"name", "file", "line", "passed", "messages": [{"ending", "queue", "differences", …}]}],
 "coverage": {"percent", "actions": [run, all], "branches": [run, all], "sides": [run, all],
  "unreachable": {"file:line: …": why},  "missed": ["file:line: name → branch", "file:line: condition is false"]}}
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from genesys_deploy.simulate.scenario.coverage import UnitKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genesys_deploy.simulate.scenario.coverage import Coverage
    from genesys_deploy.simulate.scenario.runner import MessageResult, ScenarioResult

__all__ = ["JsonResults"]


class JsonResults:
    def render(self, results: Sequence[ScenarioResult], coverage: Coverage) -> str:
        told = {
            "scenarios": [_scenario(result) for result in results],
            "coverage": {
                "percent": round(coverage.percent, 2),
                "actions": coverage.share(UnitKind.ACTION),
                "branches": coverage.share(UnitKind.BRANCH),
                "sides": coverage.share(UnitKind.SIDE),
                "unreachable": {str(unit): why for unit, why in coverage.unreachable.items()},
                "missed": [str(unit) for unit in coverage.missed],
            },
        }
        return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _scenario(result: ScenarioResult) -> dict[str, Any]:
    return {
        "name": result.scenario.name,
        "file": result.file,
        "line": result.scenario.span.start.line,
        "passed": result.passed,
        "messages": [_message(message) for message in result.messages],
    }


def _message(message: MessageResult) -> dict[str, Any]:
    outcome = message.outcome
    return {
        "ending": outcome.ending,
        "queue": outcome.queue,
        "priority": outcome.priority,
        "skills": outcome.skills,
        "language": outcome.language,
        "path": outcome.path,
        "calls": outcome.called,
        "actions": outcome.actions,
        "differences": message.differences,
    }

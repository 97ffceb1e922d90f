"""A switch has one to 64 cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.actions import Switch
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["MAX_CASES", "SwitchLimit"]

MAX_CASES: Final = 64


class SwitchLimit(Rule):
    """Source: the typings of Architect Scripting."""

    id = "switch-limit"
    severity = Severity.ERROR
    summary = "A switch has no case or more than 64"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for _, action in survey.actions:
            if not isinstance(action, Switch):
                continue
            count = len(action.cases.forms)
            if not 1 <= count <= MAX_CASES:
                message = f'switch "{action.name}" has {count} cases; the platform takes 1 to {MAX_CASES}'
                yield self.finding(message, action.span, "nest a second switch in the default branch")

"""A variable is neither read nor written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["UnusedVariable"]


class UnusedVariable(Rule):
    id = "unused-variable"
    severity = Severity.INFO
    summary = "A variable is declared and never used"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for usage in survey.usages:
            if not usage.is_read and not usage.is_assigned:
                hint = "remove it, where no caller gives it" if usage.variable.is_input else "remove it"
                yield self.finding(f"{usage.variable.name} is never used", usage.variable.span, hint)

"""A variable is read and never written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["UnsetVariable"]


class UnsetVariable(Rule):
    id = "unset-variable"
    severity = Severity.WARNING
    summary = "A variable is read and never written, so that it is always NOT_SET"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for usage in survey.usages:
            if usage.is_read and not usage.is_assigned and not usage.is_given:
                message = f"{usage.variable.name} is read and never written: it is always NOT_SET"
                yield self.finding(message, usage.variable.span, "give it a value, or mark it as an input")

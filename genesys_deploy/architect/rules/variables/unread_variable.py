"""A variable is written and never read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["UnreadVariable"]


class UnreadVariable(Rule):
    id = "unread-variable"
    severity = Severity.WARNING
    summary = "A variable is written and never read"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for usage in survey.usages:
            if usage.is_assigned and not usage.is_read:
                message = f"{usage.variable.name} is written and never read"
                yield self.finding(
                    message, usage.variable.span, "read it, mark it as an output, or remove it"
                )

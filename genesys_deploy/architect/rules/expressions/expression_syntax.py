"""An expression does not parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.parser import MAX_LENGTH
from genesys_deploy.architect.rules.expressions.fault import described_fault
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["ExpressionSyntax"]


class ExpressionSyntax(Rule):
    id = "expression-syntax"
    severity = Severity.ERROR
    summary = "An expression does not parse"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for used in survey.expressions:
            if used.error is not None and used.tree is None and len(used.source.text) <= MAX_LENGTH:
                message, span = described_fault(used.error, used.source)
                yield self.finding(message, span, used.error.hint)

"""An expression's types do not fit, with each other or with what its place asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.errors import WHOLE
from genesys_deploy.architect.rules.expressions.fault import described_fault
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.architect.rules.survey import described
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Compiled, Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["ExpressionType"]


class ExpressionType(Rule):
    """Functions that do not exist and properties that a type does not have are found by the same checker."""

    id = "expression-type"
    severity = Severity.ERROR
    summary = "The types of an expression do not fit"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for used in survey.expressions:
            if used.error is not None and used.tree is not None:
                message, span = described_fault(used.error, used.source)
                yield self.finding(_asked(used) + message, span, used.error.hint)


def _asked(used: Compiled) -> str:
    is_of_the_whole = used.error is not None and used.error.position == WHOLE
    return f"{described(used.use)}: " if is_of_the_whole else ""

"""An expression is longer than the platform takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["MAX_CHARACTERS", "ExpressionLength"]

MAX_CHARACTERS: Final = 32_000


class ExpressionLength(Rule):
    id = "expression-length"
    severity = Severity.ERROR
    summary = "An expression is longer than 32,000 characters"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for used in survey.expressions:
            length = len(used.source.text)
            if length > MAX_CHARACTERS:
                message = f"this expression has {length:,} characters; the platform takes {MAX_CHARACTERS:,}"
                yield self.finding(message, used.source.span, "keep parts of it in variables")

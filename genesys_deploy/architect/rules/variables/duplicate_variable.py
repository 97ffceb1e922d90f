"""Two variables of one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding
    from genesys_deploy.source.span import Span

__all__ = ["DuplicateVariable"]


class DuplicateVariable(Rule):
    id = "duplicate-variable"
    severity = Severity.ERROR
    summary = "Two variables of one scope have the same name, which is compared without case"

    def check(self, survey: Survey) -> Iterator[Finding]:
        first: dict[tuple[str, str], Span] = {}
        for variable, section in survey.variables:
            key = (section.path if section else "", variable.name.lower())
            if key in first:
                message = (
                    f"{variable.name} is declared a second time; the first is in line {first[key].start.line}"
                )
                yield self.finding(message, variable.span, "remove or rename one of the two")
            first.setdefault(key, variable.span)

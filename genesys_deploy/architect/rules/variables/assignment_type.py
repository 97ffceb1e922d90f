"""A variable receives a value of another type than its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.forms import Var
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.architect.rules.survey import described
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.expressions.types import Type
    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["AssignmentType"]

_UNTYPED = frozenset({"unknown", "any"})


class AssignmentType(Rule):
    """Outputs are handed over as they are: a conversion exists only for inputs."""

    id = "assignment-type"
    severity = Severity.ERROR
    summary = "A variable receives a value of another type than its own"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for use in survey.uses:
            if use.given or not isinstance(use.form, Var) or use.type is None:
                continue
            declared = survey.scope(use.section).get(use.form.name)
            if declared is not None and not _fits(use.type, declared):
                message = f"{use.form.name} has the type {declared}, {described(use)} the type {use.type}"
                yield self.finding(message, use.form.span, f"use a variable of the type {use.type}")


def _fits(value: Type, variable: Type) -> bool:
    return value == variable or value.kind in _UNTYPED or variable.kind in _UNTYPED

"""A name that no variable has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.nodes import Name
from genesys_deploy.architect.flow.forms import Var
from genesys_deploy.architect.rules.expressions.place import place_in
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.architect.rules.variable_name import possible_variables
from genesys_deploy.source.finding import Severity
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.model import Section
    from genesys_deploy.architect.rules.survey import Compiled, Survey
    from genesys_deploy.source.finding import Finding
    from genesys_deploy.source.span import Span

__all__ = ["UnknownVariable"]

_DECLARED: Final = frozenset({"flow", "state", "task", "common"})


class UnknownVariable(Rule):
    """The built-in variables of the platform are not all documented: one that is not known is a warning."""

    id = "unknown-variable"
    severity = Severity.ERROR
    summary = "A name is used that no variable has"

    def check(self, survey: Survey) -> Iterator[Finding]:
        if not survey.flow.is_modelled:
            return
        for used in survey.expressions:
            for name in _names(used):
                span = place_in(used.source, name.position, len(name.text)) or used.source.span
                yield from self._unknown(survey, name.text, span, used.use.section)
        for use in survey.uses:
            if isinstance(use.form, Var) and not use.given:
                yield from self._unknown(survey, use.form.name, use.form.span, use.section)

    def _unknown(self, survey: Survey, name: str, span: Span, section: Section | None) -> Iterator[Finding]:
        scope = survey.scope(section)
        if any(scope.get(part) for part in possible_variables(name)):
            return
        prefixes = {known.partition(".")[0].lower() for known in scope.variables} | _DECLARED
        prefix = name.partition(".")[0].lower()
        declared = prefix in _DECLARED or prefix not in prefixes
        message = f"there is no variable {name}" if declared else f"no built-in variable {name} is known"
        hint = _elsewhere(survey, name) or did_you_mean(name, scope.variables)
        yield self.finding(message, span, hint, Severity.ERROR if declared else Severity.WARNING)


def _names(used: Compiled) -> Iterator[Name]:
    if used.tree is not None:
        yield from (node for node in used.tree.nodes if isinstance(node, Name))


def _elsewhere(survey: Survey, name: str) -> str | None:
    for variable, owner in survey.variables:
        if owner is not None and variable.name.lower() == name.lower():
            return f'it belongs to the {owner.kind} "{owner.name}" and is seen only there'
    return None

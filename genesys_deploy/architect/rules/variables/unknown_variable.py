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

    from genesys_deploy.architect.expressions.scope import Scope
    from genesys_deploy.architect.rules.survey import Compiled, Survey
    from genesys_deploy.source.finding import Finding
    from genesys_deploy.source.span import Span

__all__ = ["UnknownVariable"]

_BUILT_IN: Final = frozenset(
    {
        "bot", "call", "chat", "email", "format", "interaction", "language", "menu", "message", "session", "slot",
        "survey", "system", "workflow", "workitem",
    }
)  # fmt: skip
"""First words of variables that the platform has and a flow does not declare, of all kinds of flow."""


class UnknownVariable(Rule):
    """The built-in variables of the platform are not all documented: one that is not known is a warning."""

    id = "unknown-variable"
    severity = Severity.ERROR
    summary = "A name is used that no variable has"

    def check(self, survey: Survey) -> Iterator[Finding]:
        if not survey.flow.is_modelled:
            return
        for used in survey.expressions:
            scope = survey.scope(used.use.section)
            for name in _names(used):
                if not self._is_fine(survey, name.text, scope):
                    span = place_in(used.source, name.position, len(name.text)) or used.source.span
                    yield self._unknown(survey, name.text, span, scope)
        for use in survey.uses:
            scope = survey.scope(use.section)
            if (
                isinstance(use.form, Var)
                and not use.given
                and not self._is_fine(survey, use.form.name, scope)
            ):
                yield self._unknown(survey, use.form.name, use.form.span, scope)

    def _is_fine(self, survey: Survey, name: str, scope: Scope) -> bool:
        return survey.is_open(name) or any(scope.get(part) for part in possible_variables(name))

    def _unknown(self, survey: Survey, name: str, span: Span, scope: Scope) -> Finding:
        is_built_in = name.partition(".")[0].lower() in _BUILT_IN
        message = f"no built-in variable {name} is known" if is_built_in else f"there is no variable {name}"
        hint = _elsewhere(survey, name) or did_you_mean(name, scope.variables)
        return self.finding(message, span, hint, Severity.WARNING if is_built_in else Severity.ERROR)


def _names(used: Compiled) -> Iterator[Name]:
    if used.tree is not None:
        yield from (node for node in used.tree.nodes if isinstance(node, Name))


def _elsewhere(survey: Survey, name: str) -> str | None:
    for variable, owner in survey.variables:
        if owner is not None and variable.name.lower() == name.lower():
            return f'it belongs to the {owner.kind} "{owner.name}" and is seen only there'
    return None

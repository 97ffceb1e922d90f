"""Variables that hold what an internal attribute holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.nodes import Name
from genesys_deploy.architect.flow.actions import GetParticipantData, SetParticipantData, UpdateData
from genesys_deploy.architect.flow.forms import Literal, Var
from genesys_deploy.architect.rules.customers.shown import shown_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.forms import Form
    from genesys_deploy.architect.rules.survey import Survey

__all__ = ["secret_variables"]


def secret_variables(survey: Survey) -> dict[str, str]:
    """Lower-case names of variables, each with the internal attribute that it shares its value with.

    A variable is secret when it is read from the attribute, written to it as it is, called as it is, or
    assigned from a secret one.
    """
    secrets = {**dict(_namesakes(survey)), **dict(_exchanged(survey))}
    assigned = list(_assigned(survey))
    grown = True
    while grown:
        grown = False
        for target, names in assigned:
            source = next((name for name in names if name in secrets), None)
            if source and target not in secrets:
                secrets[target] = secrets[source]
                grown = True
    return secrets


def _namesakes(survey: Survey) -> Iterator[tuple[str, str]]:
    by_name = {attribute.lower(): attribute for attribute in survey.context.internal_attributes}
    for variable, _ in survey.variables:
        name = variable.name.lower()
        if name.rpartition(".")[2] in by_name:
            yield name, by_name[name.rpartition(".")[2]]


def _exchanged(survey: Survey) -> Iterator[tuple[str, str]]:
    roots = ((id(used.source), used.tree.root) for used in survey.expressions if used.tree is not None)
    whole = {source: root for source, root in roots if isinstance(root, Name)}
    declared = {variable.name.lower() for variable, _ in survey.variables}
    for _, action in survey.actions:
        if not isinstance(action, SetParticipantData | GetParticipantData):
            continue
        for attribute in action.attributes:
            name, variable = _text(attribute.name), _variable(attribute.form, whole)
            if name in survey.context.internal_attributes and variable in declared:
                yield variable, name


def _variable(form: Form, whole: dict[int, Name]) -> str:
    if isinstance(form, Var):
        return form.name.lower()
    return whole[id(form)].text.lower() if id(form) in whole else ""


def _assigned(survey: Survey) -> Iterator[tuple[str, frozenset[str]]]:
    roots = {id(used.source): used.tree.root for used in survey.expressions if used.tree is not None}
    for _, action in survey.actions:
        for statement in action.statements if isinstance(action, UpdateData) else ():
            root = roots.get(id(statement.value))
            if root is not None:
                names = frozenset(name.text.lower() for name in shown_names(root))
                yield statement.variable.name.lower(), names


def _text(form: Form) -> str:
    return str(form.value) if isinstance(form, Literal) else ""

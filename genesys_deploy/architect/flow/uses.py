"""Goes through a flow: its actions, and every value that they take or variable that they set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from genesys_deploy.architect.expressions.types import BOOLEAN, STRING, Type
from genesys_deploy.architect.flow.action import Action, UnknownAction
from genesys_deploy.architect.flow.actions import FindObject
from genesys_deploy.architect.flow.catalogue import fields_of
from genesys_deploy.architect.flow.form_reader import find_forms
from genesys_deploy.architect.flow.forms import Expr, Form, Literal, Var
from genesys_deploy.architect.flow.shape import (
    ArgumentsShape,
    AttributesShape,
    InputListShape,
    InputShape,
    OutputShape,
    Shape,
    StatementsShape,
    SwitchShape,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.architect.flow.actions import Cases
    from genesys_deploy.architect.flow.forms import Attribute, Statement
    from genesys_deploy.architect.flow.model import Flow, Section, Variable
    from genesys_deploy.source.document import Node

__all__ = ["Use", "actions_of", "every_action", "every_expression", "every_use", "uses_of"]


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a value is given or a variable set.

    `name` is the property, argument or attribute; `type` what it must be, None where that is not known here;
    `given` is true for inputs. `section` is None for what belongs to the whole flow; `path` is that of the action,
    or the name of the variable or setting.
    """

    form: Form
    name: str
    type: Type | None
    given: bool
    path: str
    section: Section | None = None
    action: Action | None = None


def every_action(flow: Flow) -> Iterator[tuple[Section, Action]]:
    """All actions with the part of the flow that they are in, each before those of its branches."""
    for section in flow.sections:
        for action in actions_of(section.actions):
            yield section, action


def actions_of(actions: Iterable[Action]) -> Iterator[Action]:
    """The actions and those in their branches, in the order of the file."""
    for action in actions:
        yield action
        for branch in action.branches:
            yield from actions_of(branch.actions)


def every_use(flow: Flow) -> Iterator[Use]:
    """Every use in the flow: of its variables' initial values, its settings, its actions."""
    yield from _initial(flow.variables, None)
    yield from _of_settings(flow)
    for section in flow.sections:
        yield from _initial(section.variables, section)
        for entry in section.settings:
            yield from _loose(entry.key.text, entry.value, section)
        for action in actions_of(section.actions):
            yield from uses_of(action, section)


def every_expression(flow: Flow) -> Iterator[tuple[Expr, Use]]:
    """Every `exp:` of the flow, with the use that tells where it stands and what it must give."""
    for use in every_use(flow):
        if isinstance(use.form, Expr):
            yield use.form, use


def uses_of(action: Action, section: Section | None = None) -> Iterator[Use]:
    """The uses of one action, those of its branches left out."""
    for form, name, type_, given in _facts(action):
        yield Use(form, name, type_, given, action.path, section, action)


def _initial(variables: Iterable[Variable], section: Section | None) -> Iterator[Use]:
    for variable in variables:
        yield Use(
            variable.initial, "initialValue", variable.type, given=True, path=variable.name, section=section
        )


def _of_settings(flow: Flow) -> Iterator[Use]:
    handling = flow.error_handling
    nodes = [("settingsErrorHandling", handling.node)] if handling else []
    nodes += [(entry.key.text, entry.value) for entry in flow.settings]
    for name, node in nodes:
        yield from _loose(name, node, None)


def _loose(name: str, node: Node, section: Section | None) -> Iterator[Use]:
    for form in find_forms(node):
        yield Use(form, name, None, not isinstance(form, Var), name, section)


_Fact = tuple[Form, str, Type | None, bool]


def _facts(action: Action) -> Iterator[_Fact]:
    if isinstance(action, UnknownAction):
        for form in action.forms:
            yield form, action.kind, None, not isinstance(form, Var)
        return
    for field, shape in fields_of(type(action)).items():
        yield from _of_field(action, getattr(action, field), shape)
    for entry in action.extra:
        for form in find_forms(entry.value):
            yield form, entry.key.text, None, not isinstance(form, Var)


def _of_field(action: Action, value: Any, shape: Shape) -> Iterator[_Fact]:
    match shape:
        case InputShape(at=at, type=type_):
            yield value, at, type_, True
        case OutputShape(at=at, type=type_):
            yield value, at, Type(action.object_kind) if isinstance(action, FindObject) else type_, False
        case InputListShape(item=item, type=type_):
            yield from ((form, item, type_, True) for form in value)
        case ArgumentsShape(given=given):
            yield from ((argument.form, argument.name, None, given) for argument in value)
        case AttributesShape(given=given):
            yield from _of_attributes(value, given=given)
        case StatementsShape():
            yield from _of_statements(value)
        case SwitchShape():
            yield from _of_cases(value)


def _of_attributes(attributes: tuple[Attribute, ...], *, given: bool) -> Iterator[_Fact]:
    for attribute in attributes:
        yield attribute.name, "name", STRING, True
        name = attribute.name.value if isinstance(attribute.name, Literal) else "value"
        yield attribute.form, str(name), STRING, given


def _of_statements(statements: tuple[Statement, ...]) -> Iterator[_Fact]:
    for statement in statements:
        yield statement.value, statement.variable.name, statement.type, True
        yield statement.variable, "variable", statement.type, False


def _of_cases(cases: Cases) -> Iterator[_Fact]:
    if cases.value is not None:
        yield cases.value, "value", cases.type, True
    for number, form in enumerate(cases.forms, 1):
        yield form, f"case{number}", cases.type or BOOLEAN, True

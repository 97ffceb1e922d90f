"""A flow as the plain data that its YAML holds: the inverse of the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from genesys_deploy.architect.flow.action import Action, UnknownAction
from genesys_deploy.architect.flow.actions import Switch
from genesys_deploy.architect.flow.catalogue import fields_of
from genesys_deploy.architect.flow.forms import Expr, Form, Literal, NoValue, Var
from genesys_deploy.architect.flow.model import FlowKind
from genesys_deploy.architect.flow.shape import (
    ArgumentsShape,
    AttributesShape,
    InputListShape,
    InputShape,
    KeyShape,
    OutputShape,
    RefShape,
    Shape,
    StatementsShape,
    SwitchShape,
    WordShape,
)
from genesys_deploy.source.document import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from genesys_deploy.architect.flow.action import Branch
    from genesys_deploy.architect.flow.forms import Attribute
    from genesys_deploy.architect.flow.model import Flow, Section, Variable

__all__ = ["Tree", "flow_tree", "form_tree"]

Tree: TypeAlias = Any
"""Dicts in the order of the file, lists, and scalars."""

_NONE: Final = {"none": True}


def flow_tree(flow: Flow) -> dict[str, Tree]:
    """The root of the flow's YAML, properties in the order of an export."""
    settings = {entry.key.text: plain(entry.value) for entry in flow.settings}
    tree: dict[str, Tree] = {
        "name": flow.name.text,
        "description": flow.description or None,
        "division": flow.division and flow.division.text,
        "startUpRef": flow.start_ref and flow.start_ref.text,
        "defaultLanguage": flow.default_language and flow.default_language.text,
        "supportedLanguages": settings.pop("supportedLanguages", None),
        "variables": _flow_variables(flow),
        **settings,
        "settingsErrorHandling": plain(flow.error_handling.node) if flow.error_handling else None,
        **_start_up(flow),
        **_sections(flow.states),
        **_sections(flow.others),
        **_sections(flow.tasks),
    }
    return {flow.kind: {key: value for key, value in tree.items() if value not in (None, [])}}


def _flow_variables(flow: Flow) -> list[Tree]:
    """A message flow has no inputs: its export does not say `isInput`."""
    trees = [_variable(variable) for variable in flow.variables]
    if flow.kind == FlowKind.INBOUND_MESSAGE:
        for tree, variable in zip(trees, flow.variables, strict=True):
            if not variable.is_input:
                del tree[f"{variable.type}Variable"]["isInput"]
    return trees


def _start_up(flow: Flow) -> dict[str, Tree]:
    if flow.start_up is None:
        return {}
    variables = [_variable(variable) for variable in flow.start_up.variables]
    return {"startUpTaskVariables": variables, flow.start_up.kind: _actions(flow.start_up.actions)}


def _sections(sections: Iterable[Section]) -> dict[str, Tree]:
    lists: dict[str, Tree] = {}
    for section in sections:
        listing = section.path.partition("/")[0]
        lists.setdefault(listing, []).append({section.kind: _section(section)})
    return lists


def _section(section: Section) -> dict[str, Tree]:
    tree: dict[str, Tree] = {
        "name": section.name,
        "refId": section.ref_id,
        "variables": [_variable(variable) for variable in section.variables],
        **{entry.key.text: plain(entry.value) for entry in section.settings},
    }
    for action in section.actions:
        listing = action.path.removeprefix(section.path + "/").partition("[")[0]
        tree.setdefault(listing, []).append(_action(action))
    tree["outputPaths"] = [{"outputPath": {"name": path.text}} for path in section.output_paths]
    return {key: value for key, value in tree.items() if value not in ("", [])}


def _variable(variable: Variable) -> dict[str, Tree]:
    tree: dict[str, Tree] = {"name": variable.name}
    if variable.description:
        tree["description"] = variable.description
    if (initial := form_tree(variable.initial)) is not None:
        tree["initialValue"] = initial
    return {f"{variable.type}Variable": tree | {"isInput": variable.is_input, "isOutput": variable.is_output}}


def _actions(actions: Iterable[Action]) -> list[Tree]:
    return [_action(action) for action in actions]


def _action(action: Action) -> dict[str, Tree]:
    if isinstance(action, UnknownAction):
        return {action.kind: plain(action.body)}
    body = _Body(action.name)
    for field, shape in fields_of(type(action)).items():
        body.put(shape, getattr(action, field))
    for entry in action.extra:
        body.set(entry.key.text, plain(entry.value))
    if isinstance(action, Switch):
        body.tree["evaluate"] = _evaluate(action)
    elif action.branches:
        body.tree["outputs"] = {branch.name: _branch(branch) for branch in action.branches}
    return {action.kind: body.tree}


def _branch(branch: Branch) -> dict[str, Tree]:
    return {"actions": _actions(branch.actions)} if branch.actions else dict(_NONE)


def _evaluate(switch: Switch) -> dict[str, Tree]:
    cases, default = switch.cases, switch.branch("default")
    tree = _written(
        value=cases.value and form_tree(cases.value),
        default=default and _branch(default),
        cases=[
            {"case": _written(value=form_tree(form)) | _case_actions(switch, number)}
            for number, form in enumerate(cases.forms, 1)
        ],
    )
    return {"firstTrue": tree} if cases.type is None else {"firstMatch": {str(cases.type): tree}}


def _case_actions(switch: Switch, number: int) -> dict[str, Tree]:
    branch = switch.branch(f"case{number}")
    return {"actions": _actions(branch.actions)} if branch and branch.actions else {}


def _written(**properties: Tree) -> dict[str, Tree]:
    """The properties that the YAML has."""
    return {name: tree for name, tree in properties.items() if tree is not None}


class _Body:
    """The properties of one action, put in by their shapes; the `*` of a way is the word put in at it before."""

    def __init__(self, name: str) -> None:
        self.tree: dict[str, Tree] = {"name": name}
        self._words: dict[str, str] = {}

    def put(self, shape: Shape, value: Any) -> None:
        if isinstance(shape, KeyShape):
            self._words[shape.at] = value.text
            self.set(shape.at, {value.text: dict(_NONE)})
        elif not isinstance(shape, SwitchShape) and (tree := _value(shape, value)) is not None:
            self.set(shape.at, tree)

    def set(self, at: str, value: Tree) -> None:
        node, walked = self.tree, ""
        *way, last = at.split(".")
        for step in way:
            key = self._words[walked] if step == "*" else step
            if node.get(key) in (None, _NONE):
                node[key] = {}
            node = node[key]
            walked = f"{walked}.{step}" if walked else step
        if last == "*":
            last = self._words[walked]
        node[last] = value


def _value(shape: Shape, value: Any) -> Tree:
    match shape:
        case InputShape() | OutputShape():
            return form_tree(value)
        case InputListShape(item=item):
            return [{item: form_tree(form)} for form in value] or None
        case WordShape() | RefShape():
            return value and _word(value.text)
        case ArgumentsShape():
            return {argument.name: form_tree(argument.form) for argument in value} or None
        case AttributesShape(given=given):
            return [{"attribute": _attribute(attribute, given=given)} for attribute in value]
        case StatementsShape():
            return [
                {str(item.type): _written(variable=item.variable.name, value=form_tree(item.value))}
                for item in value
            ]
    raise AssertionError(shape)


def _word(text: str) -> bool | str:
    return text == "true" if text in ("true", "false") else text


def _attribute(attribute: Attribute, *, given: bool) -> Mapping[str, Tree]:
    name = form_tree(attribute.name)
    if not given and isinstance(attribute.form, Var):
        return {"name": name, "variable": attribute.form.name}
    return {"name": name, "value" if given else "variable": form_tree(attribute.form)}


def form_tree(form: Form) -> dict[str, Tree] | None:
    """A form as YAML has it; None for one that is left out."""
    match form:
        case Literal(node=node):
            return {"lit": plain(node)}
        case Expr(text=text):
            return {"exp": text}
        case Var(name=name):
            return {"var": name}
        case NoValue(written=written):
            return {"noValue": True} if written else None

"""Whether everything that a flow names is in the org, and whether its expressions can be understood.

A judgement of its own, beside the product's lint rules: it knows nothing but the org, has no suppressions and
says only what makes a publish job fail.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.compile import compile_expression
from genesys_deploy.architect.expressions.errors import ExpressionError
from genesys_deploy.architect.expressions.scope import Scope, built_ins
from genesys_deploy.architect.flow.actions import CallCommonModule, CallData, DataTableLookup
from genesys_deploy.architect.flow.forms import Argument, Expr, Form, Literal, NoValue, Ref, Var
from genesys_deploy.architect.flow.uses import every_action, every_use
from genesys_deploy.source.document import Mapping, Node, Scalar, Sequence
from genesys_deploy.source.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from genesys_deploy.architect.expressions.types import Type
    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.model import Flow, Section
    from genesys_deploy.data_action.model import DataAction, Field
    from genesys_deploy.source.span import Span

__all__ = ["Known", "named_objects", "reference_faults"]

RULE = "local-org"
CHECKED_KINDS = frozenset({"queue", "skill", "languageSkill"})


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """What the org has: names per kind of object (folded), Data Actions by category and name."""

    names: dict[str, frozenset[str]]
    data_action: Callable[[str, str], DataAction | None]


def reference_faults(flow: Flow, known: Known) -> Iterator[Finding]:
    yield from _objects(flow, known)
    for _, action in every_action(flow):
        yield from _places(flow, action)
        yield from _named(action, known)
        if isinstance(action, CallData):
            yield from _call(action, known)
    yield from _language(flow)


def _fault(message: str, span: Span) -> Finding:
    return Finding(RULE, Severity.ERROR, message, span)


def _objects(flow: Flow, known: Known) -> Iterator[Finding]:
    """Queues, skills and language skills that stand in the flow by name."""
    for use in every_use(flow):
        kind = use.type.kind if use.type else ""
        for name in named_objects(use.form) if kind in CHECKED_KINDS else ():
            if name.text.casefold() not in known.names[kind]:
                yield _fault(f'Could not find the {kind} "{name.text}"', name.span)


def named_objects(form: Form) -> Iterator[Scalar]:
    """The names of the objects that a literal stands for."""
    if isinstance(form, Literal):
        yield from _object_names(form.node)


def _object_names(node: Node) -> Iterator[Scalar]:
    match node:
        case Sequence(items=items):
            for item in items:
                yield from _object_names(item)
        case Mapping():
            name, inner = node.get("name"), node.get("lit")
            if isinstance(name, Scalar):
                yield name
            elif inner is not None:
                yield from _object_names(inner)


def _places(flow: Flow, action: Action) -> Iterator[Finding]:
    """Tasks and states that an action goes to."""
    for field in dataclasses.fields(action):
        ref = getattr(action, field.name)
        if isinstance(ref, Ref) and flow.find(ref) is None:
            yield _fault(f'"{ref.text}" is not in the flow', ref.span)


def _named(action: Action, known: Known) -> Iterator[Finding]:
    match action:
        case CallCommonModule(common_module=word):
            kind, what = "commonModule", "published common module"
        case DataTableLookup(data_table=word):
            kind, what = "dataTable", "data table"
        case _:
            return
    if word.text.casefold() not in known.names[kind]:
        yield _fault(f'Could not find the {what} "{word.text}"', word.span)


def _call(call: CallData, known: Known) -> Iterator[Finding]:
    action = known.data_action(call.category.text, call.data_action.text)
    if action is None:
        message = (
            f'Could not find a published Data Action "{call.data_action.text}" in "{call.category.text}"'
        )
        yield _fault(message, call.data_action.span)
        return
    yield from _arguments(action, "input", call.inputs, action.inputs)
    yield from _arguments(action, "output", call.success_outputs, action.outputs)
    given = {argument.name for argument in call.inputs if not isinstance(argument.form, NoValue)}
    for field in action.inputs:
        if field.required and field.name not in given:
            yield _fault(f'The Data Action "{action.name}" requires the input "{field.name}"', call.span)


def _arguments(
    action: DataAction, what: str, arguments: Iterable[Argument], fields: tuple[Field, ...]
) -> Iterator[Finding]:
    names = {field.name for field in fields}
    for argument in arguments:
        if argument.name not in names:
            yield _fault(f'The Data Action "{action.name}" has no {what} "{argument.name}"', argument.span)


def _language(flow: Flow) -> Iterator[Finding]:
    """Expressions, and the variables that outputs go to."""
    scopes: dict[str, Scope] = {}
    for use in every_use(flow):
        key = use.section.path if use.section else ""
        if key not in scopes:
            scopes[key] = _scope(flow, use.section)
        match use.form:
            case Expr():
                yield from _compiled(use.form, scopes[key], use.type)
            case Var(name=name, span=span) if scopes[key].get(name) is None:
                yield _fault(f'There is no variable "{name}"', span)


def _scope(flow: Flow, section: Section | None) -> Scope:
    declared = (*flow.variables, *(section.variables if section else ()))
    return Scope({**built_ins(flow.kind), **{variable.name: variable.type for variable in declared}})


def _compiled(expression: Expr, scope: Scope, target: Type | None) -> Iterator[Finding]:
    try:
        compile_expression(expression.text, scope, target)
    except ExpressionError as error:
        yield _fault(f"{error.message} in {expression.text}", expression.span)

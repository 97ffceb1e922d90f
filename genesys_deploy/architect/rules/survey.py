"""A flow looked at once, for all rules: its actions, values, expressions, and who uses which variable."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.compile import Expression, compile_expression
from genesys_deploy.architect.expressions.errors import ExpressionError
from genesys_deploy.architect.expressions.parser import parse
from genesys_deploy.architect.expressions.scope import Scope, built_ins
from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.flow.actions import CallCommonModule, CallData
from genesys_deploy.architect.flow.control_flow import control_flow
from genesys_deploy.architect.flow.forms import Expr
from genesys_deploy.architect.flow.uses import Use, every_action, every_use
from genesys_deploy.architect.rules.paths.reach import Reached, find_reached
from genesys_deploy.architect.rules.usage import Usage, usages
from genesys_deploy.data_action.failure import FAILURE_FIELDS

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.nodes import Tree
    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.graph import Graph
    from genesys_deploy.architect.flow.model import Flow, Section, Variable
    from genesys_deploy.architect.rules.context import Context
    from genesys_deploy.data_action.model import DataAction

__all__ = ["Compiled", "Survey", "described"]

_NAME = re.compile(r"[A-Za-z]\w*(?:\.\w+)+")
_FAILURE = {field.name: Type.parse(field.type) for field in FAILURE_FIELDS}


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression of the flow: either checked, or the error that it has. `tree` is None where it does not parse."""

    use: Use
    source: Expr
    tree: Tree | None
    checked: Expression | None
    error: ExpressionError | None

    @property
    def names(self) -> frozenset[str]:
        """Variables that it reads, lower case; of an expression that is wrong, all that looks like one."""
        if self.checked is not None:
            return self.checked.variables
        return frozenset(name.lower() for name in _NAME.findall(self.source.text))


class Survey:
    """Built for one flow and its surroundings; everything is found once, when a rule first asks for it."""

    def __init__(self, flow: Flow, context: Context, placeholders: frozenset[str] = frozenset()) -> None:
        self.flow = flow
        self.context = context
        self._placeholders = placeholders
        self._scopes: dict[str, Scope] = {}

    @cached_property
    def actions(self) -> tuple[tuple[Section, Action], ...]:
        """Every action and the part that it stands in, an owner before those in its branches."""
        return tuple(every_action(self.flow))

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every value given and variable set, the types of a Data Action's inputs and outputs filled in."""
        return tuple(self._typed(use) for use in every_use(self.flow))

    @cached_property
    def expressions(self) -> tuple[Compiled, ...]:
        return tuple(self._compile(use, use.form) for use in self.uses if isinstance(use.form, Expr))

    @cached_property
    def variables(self) -> tuple[tuple[Variable, Section | None], ...]:
        """Every declared variable and the part that owns it; None for those of the whole flow."""
        own = ((variable, section) for section in self.flow.sections for variable in section.variables)
        return (*((variable, None) for variable in self.flow.variables), *own)

    @cached_property
    def usages(self) -> tuple[Usage, ...]:
        return usages(self)

    @cached_property
    def graph(self) -> Graph:
        return control_flow(self.flow)

    @cached_property
    def reached(self) -> Reached:
        """What of the graph a run may come to."""
        return find_reached(self.graph)

    def scope(self, section: Section | None) -> Scope:
        """The names that a part may use, built-in ones included; it is open: unknown names are a rule of their own."""
        path = section.path if section else ""
        if path not in self._scopes:
            own = (*self.flow.variables, *(section.variables if section else ()))
            declared = tuple((variable.name, variable.type) for variable in own)
            self._scopes[path] = _scope(self.flow.kind, declared)
        return self._scopes[path]

    def is_open(self, text: str) -> bool:
        """Whether a text holds a placeholder, so that nobody knows what it will be."""
        return any(word in text for word in self._placeholders)

    def contract(self, call: CallData) -> DataAction | None:
        """The Data Action that is called, None where it is not known."""
        for known in self.context.data_actions or ():
            if known.action.name == call.data_action.text and known.category in {None, call.category.text}:
                return known.action
        return None

    def module(self, call: CallCommonModule) -> Flow | None:
        """The common module that is called, None where it is not at hand."""
        return next(
            (each for each in self.context.modules if each.name.text == call.common_module.text), None
        )

    def _typed(self, use: Use) -> Use:
        type_ = None
        match use.action:
            case CallData() as call if use.type is None:
                type_ = self._contracted(use, call)
            case CallCommonModule() as call if use.type is None and (module := self.module(call)):
                types = {variable.name.lower(): variable.type for variable in module.variables}
                type_ = types.get(use.name.lower())
        return dataclasses.replace(use, type=type_) if type_ else use

    def _contracted(self, use: Use, call: CallData) -> Type | None:
        if any(argument.form is use.form for argument in call.failure_outputs):
            return _FAILURE.get(use.name)
        contract = self.contract(call)
        fields = () if contract is None else contract.inputs if use.given else contract.outputs
        return next((Type.parse(field.type) for field in fields if field.name == use.name), None)

    def _compile(self, use: Use, source: Expr) -> Compiled:
        tree, checked, error = _compiled(source.text, self.scope(use.section), use.type)
        return Compiled(use, source, tree, checked, None if self.is_open(source.text) else error)


# Flows of one template share nearly all of their names and expressions.
@lru_cache(maxsize=256)
def _scope(flow_kind: str, declared: tuple[tuple[str, Type], ...]) -> Scope:
    return Scope({**built_ins(flow_kind), **dict(declared)}, is_open=True, flow_kind=flow_kind)


@lru_cache(maxsize=8192)
def _compiled(
    text: str, scope: Scope, target: Type | None
) -> tuple[Tree | None, Expression | None, ExpressionError | None]:
    try:
        checked = compile_expression(text, scope, target)
    except ExpressionError as error:
        return _tree(text), None, error
    return checked.tree, checked, None


def _tree(text: str) -> Tree | None:
    try:
        return parse(text)
    except ExpressionError:
        return None


def described(use: Use) -> str:
    """How a message calls the place of a value."""
    what = f'"{use.name.rpartition(".*.")[2]}"'
    return f'{what} of {use.action.kind} "{use.action.name}"' if use.action else f"{what} of {use.path}"

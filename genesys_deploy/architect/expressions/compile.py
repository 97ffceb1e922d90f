"""From the text of an expression to something that can be evaluated."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.built_ins import CONSTANTS
from genesys_deploy.architect.expressions.checker import (
    Checked,
    Variable,
    check,
    check_names,
    conversion_to,
)
from genesys_deploy.architect.expressions.closures import NOTHING_WRAPPED, Closure, Wrappers, build
from genesys_deploy.architect.expressions.conditions import Condition, conditions
from genesys_deploy.architect.expressions.environment import Environment
from genesys_deploy.architect.expressions.errors import EvaluationError, ExpressionError
from genesys_deploy.architect.expressions.nodes import Call, Literal, Node, Tree
from genesys_deploy.architect.expressions.parser import IncompleteError, parse
from genesys_deploy.architect.expressions.registry import find_function
from genesys_deploy.architect.expressions.types import NOT_SET_TYPE, UNKNOWN, Type

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping

    from genesys_deploy.architect.expressions.checker import Resolution
    from genesys_deploy.architect.expressions.scope import Scope
    from genesys_deploy.architect.expressions.values import Value

__all__ = ["Expression", "compile_expression"]

_PLAIN = Environment()


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression. `cast` names the conversion that the target type added; `variables` are lower case."""

    text: str
    type: Type
    cast: str | None
    variables: frozenset[str]
    tree: Tree = field(compare=False, repr=False)
    _checked: Checked = field(compare=False, repr=False)
    _closures: list[Closure] = field(default_factory=list, compare=False, repr=False)

    @property
    def node(self) -> Node:
        return self.tree.root

    @property
    def resolutions(self) -> tuple[Resolution, ...]:
        """What each node of the tree was found to mean, in the order of the nodes."""
        return self._checked.resolutions

    def uses_only(self, names: Container[str]) -> bool:
        """Whether every variable is among the names or has a fixed value."""
        return all(name in names or name in CONSTANTS for name in self.variables)

    def evaluate(self, values: Mapping[str, Value], environment: Environment = _PLAIN) -> Value:
        """The value, given those of the variables by lower-case name.

        Raises:
            EvaluationError: these values have no result.
        """
        if not self._closures:
            self._closures.append(_build(self.tree, self._checked, self.cast))
        try:
            return self._closures[0](values, environment)
        except EvaluationError as error:
            raise error.within(self.text) from None

    def watched(self, note: Callable[[Condition, Value], None]) -> Expression:
        """The same expression, but each evaluation tells `note` the conditions that it decides, and how."""
        wrappers = {one.index: partial(_noting, one, note) for one in conditions(self.text)}
        return replace(self, _closures=[_build(self.tree, self._checked, self.cast, wrappers)])


def _noting(condition: Condition, note: Callable[[Condition, Value], None], closure: Closure) -> Closure:
    def evaluate(values: Mapping[str, Value], environment: Environment) -> Value:
        value = closure(values, environment)
        note(condition, value)
        return value

    return evaluate


def _build(tree: Tree, checked: Checked, cast: str | None, wrappers: Wrappers = NOTHING_WRAPPED) -> Closure:
    if cast is None:
        return build(tree, checked, wrappers)
    function = find_function(cast)
    assert function is not None
    conversion = Call(cast, (tree.root,), 0)
    converted = Checked(UNKNOWN, (*checked.resolutions, function.match((checked.type,))))
    return build(Tree(tree.text, (*tree.nodes, conversion)), converted, wrappers)


def compile_expression(text: str, scope: Scope, target: Type | None = None) -> Expression:
    """Parse and check `text`; `target` is the type that the place asks for.

    Raises:
        ExpressionError: it does not parse, or its types do not fit.
    """
    try:
        tree = parse(text)
    except IncompleteError as error:
        check_names(text, error.parts, scope)
        raise
    checked = check(tree, scope)
    type_, cast = _fit(checked.type, target, tree)
    names = frozenset(part.name for part in checked.resolutions if isinstance(part, Variable))
    return Expression(text, type_, cast, names, tree, checked)


def _fit(given: Type, target: Type | None, tree: Tree) -> tuple[Type, str | None]:
    if target is None or given in (target, UNKNOWN) or target == UNKNOWN:
        return given if target is None or target == UNKNOWN else target, None
    if isinstance(tree.root, Literal) and given == NOT_SET_TYPE and not target.collection:
        return target, None
    cast = conversion_to(target, given)
    if cast is None:
        raise ExpressionError(f"expected {target}, found {given}", expression=tree.text)
    return target, cast

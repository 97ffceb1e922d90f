"""What an expression is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.data_action.errors import TemplateError
from genesys_deploy.data_action.velocity.java_values import (
    Value,
    add,
    calculate,
    compare,
    equals,
    text_of,
)
from genesys_deploy.data_action.velocity.methods import call_method, property_of
from genesys_deploy.data_action.velocity.nodes import (
    Binary,
    Block,
    Call,
    Expression,
    Group,
    Index,
    ListOf,
    Literal,
    MapOf,
    Not,
    Property,
    Quoted,
    Range,
    Reference,
    Step,
)
from genesys_deploy.data_action.velocity.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Callable

    RenderText = Callable[[Block, "Scope"], str]

__all__ = ["MAX_RANGE", "Scope", "resolve", "truth", "value_of"]

MAX_RANGE = 100_000
MAX_TURNS = 1_000_000
"""Of all loops of one rendering together."""
MAX_TEXT = 10_000_000
"""Characters of a text that a template puts together."""
_LOGIC = frozenset({"&&", "||"})
_ARITHMETIC = frozenset("-*/%")


class Scope:
    """The variables of one rendering; `render_text` renders the inside of a text in double quotes."""

    __slots__ = ("_turns", "render_text", "variables")

    def __init__(self, variables: dict[str, Value], render_text: RenderText) -> None:
        self.variables = variables
        self.render_text = render_text
        self._turns = 0

    def count_turn(self) -> None:
        self._turns += 1
        if self._turns > MAX_TURNS:
            raise TemplateError(f"more than {MAX_TURNS} turns of loops")


def value_of(expression: Expression, scope: Scope) -> Value:
    """The expression's value; None is Java's null."""
    match expression:
        case Reference():
            return resolve(expression, scope)
        case Quoted(body=body):
            return _bounded(scope.render_text(body, scope))
        case Binary(operator=operator) if operator not in _LOGIC:
            return _binary(expression, scope)
        case Not() | Binary():
            return truth(expression, scope)
        case Group(inner=inner):
            return value_of(inner, scope)
        case _:
            return _constant(expression, scope)


def truth(expression: Expression, scope: Scope) -> bool:
    """Whether a condition holds: a reference that is neither null nor false, or a comparison that is true.

    Any other expression, a text or a number for instance, is false, as in Velocity 1.7.
    """
    match expression:
        case Reference():
            value = resolve(expression, scope)
            return value is not None and value is not False
        case Not(operand=operand):
            return not truth(operand, scope)
        case Group(inner=inner):
            return truth(inner, scope)
        case Binary(operator=operator, left=left, right=right) if operator in _LOGIC:
            settled = operator == "||"
            return settled if truth(left, scope) is settled else truth(right, scope)
        case _:
            return value_of(expression, scope) is True


def resolve(reference: Reference, scope: Scope) -> Value:
    """The value at the end of the reference; None as soon as one of its steps gives none."""
    value = scope.variables.get(reference.name)
    for step in reference.steps:
        if value is None:
            return None
        try:
            value = _step(value, step, scope)
        except TemplateError as error:
            if error.offset:
                raise
            raise TemplateError(
                f"{reference.literal}: {error.message}", reference.offset, error.hint
            ) from None
    return value


def _step(value: Value, step: Step, scope: Scope) -> Value:
    match step:
        case Property(name=name):
            if type(value) is dict:
                return value.get(name)
            return value.property(name) if isinstance(value, Tool) else property_of(value, name)
        case Call(name=name, arguments=arguments):
            values = tuple(value_of(argument, scope) for argument in arguments)
            return value.call(name, values) if isinstance(value, Tool) else call_method(value, name, values)
        case Index(argument=argument):
            return _indexed(value, value_of(argument, scope))


def _indexed(value: Value, index: Value) -> Value:
    if isinstance(value, list) and type(index) is int and index < 0:
        index += len(value)
    return None if isinstance(value, Tool) else call_method(value, "get", (index,))


def _binary(expression: Binary, scope: Scope) -> Value:
    operator = expression.operator
    left, right = value_of(expression.left, scope), value_of(expression.right, scope)
    match operator:
        case "==":
            return equals(left, right)
        case "!=":
            return not equals(left, right)
        case "+":
            return _bounded(add(*_spelled(expression, left, right)))
        case _ if operator in _ARITHMETIC:
            return calculate(operator, left, right)
        case _:
            return compare(operator, left, right)


def _bounded(value: Value) -> Value:
    if isinstance(value, str) and len(value) > MAX_TEXT:
        raise TemplateError(f"a text of more than {MAX_TEXT} characters")
    return value


def _spelled(expression: Binary, left: Value, right: Value) -> tuple[Value, Value]:
    """Beside a text, a reference without value stands for what is written."""
    if isinstance(left, str) and right is None:
        return left, _written(expression.right)
    if isinstance(right, str) and left is None:
        return _written(expression.left), right
    return left, right


def _written(expression: Expression) -> str | None:
    return expression.literal if isinstance(expression, Reference) else text_of(None)


def _constant(expression: Expression, scope: Scope) -> Value:
    match expression:
        case Literal(value=value):
            return value
        case ListOf(items=items):
            return [value_of(item, scope) for item in items]
        case MapOf(entries=entries):
            return {_key(value_of(key, scope)): value_of(value, scope) for key, value in entries}
        case Range(first=first, last=last):
            return _range(value_of(first, scope), value_of(last, scope))
        case _:
            return None


def _key(value: Value) -> Value:
    return value if isinstance(value, str | int | float | None) else text_of(value)


def _range(first: Value, last: Value) -> list[int] | None:
    if type(first) is not int or type(last) is not int:
        return None
    if abs(last - first) >= MAX_RANGE:
        raise TemplateError(f"the range from {first} to {last} has more than {MAX_RANGE} numbers")
    return list(range(first, last + 1)) if first <= last else list(range(first, last - 1, -1))

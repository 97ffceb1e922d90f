"""Closures that call functions and operators."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from genesys_deploy.architect.expressions.environment import Environment
from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.nodes import Call, Literal
from genesys_deploy.architect.expressions.references import property_closure
from genesys_deploy.architect.expressions.registry import find_function, find_operator
from genesys_deploy.architect.expressions.signatures import Function, Lazy, Match, WithEnvironment
from genesys_deploy.architect.expressions.types import UNKNOWN
from genesys_deploy.architect.expressions.typing_of_values import type_of
from genesys_deploy.architect.expressions.values import Value

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.checker import Resolution

__all__ = ["Closure", "call_closure", "constant"]

Closure: TypeAlias = Callable[[Mapping[str, Value], Environment], Value]


def constant(value: Value) -> Closure:
    return lambda _values, _environment: value


def call_closure(node: Call, resolution: Resolution, parts: Sequence[Closure]) -> Closure:
    if not isinstance(resolution, Match):
        return _named_property(node, parts[0])
    evaluation = resolution.overload.evaluation
    if isinstance(evaluation, Lazy):
        lazy: Closure = evaluation.build(parts)
        return lazy
    if resolution.is_dynamic:
        return _dynamic(node, parts)
    if evaluation is None:
        return _unsupported(node)
    if isinstance(evaluation, WithEnvironment):
        return _with_environment(evaluation.evaluate, node, parts)
    return _plain(evaluation, node, resolution.required, parts)


def _named_property(node: Call, target: Closure) -> Closure:
    key = node.arguments[1]
    assert isinstance(key, Literal)
    return property_closure(str(key.value), [target])


def _unsupported(node: Call) -> Closure:
    def refuse(_values: Mapping[str, Value], _environment: Environment) -> Value:
        raise EvaluationError(
            f"{node.name} cannot be evaluated here: it needs the platform's audio", position=node.position
        )

    return refuse


def _with_environment(function: Callable[..., Value], node: Call, parts: Sequence[Closure]) -> Closure:
    def call(values: Mapping[str, Value], environment: Environment) -> Value:
        arguments = [part(values, environment) for part in parts]
        try:
            return function(environment, *arguments)
        except EvaluationError as error:
            raise error.at(node.position) from None

    return call


def _plain(
    function: Callable[..., Value], node: Call, required: tuple[int, ...], parts: Sequence[Closure]
) -> Closure:
    needed = list(required)
    if len(parts) == 2 and not needed:
        return _binary(function, *parts)

    def call(values: Mapping[str, Value], environment: Environment) -> Value:
        arguments = [part(values, environment) for part in parts]
        if None in arguments:
            _refuse_not_set(node, needed, arguments)
        try:
            return function(*arguments)
        except EvaluationError as error:
            raise error.at(node.position) from None
        except (ArithmeticError, ValueError) as error:
            raise _no_result(node) from error

    return call


def _binary(function: Callable[..., Value], left: Closure, right: Closure) -> Closure:
    def call(values: Mapping[str, Value], environment: Environment) -> Value:
        return function(left(values, environment), right(values, environment))

    return call


def _refuse_not_set(node: Call, needed: Sequence[int], arguments: Sequence[Value]) -> None:
    for index in needed:
        if arguments[index] is None:
            which = (
                f'an operand of "{node.name}"' if node.is_operator else f"argument {index + 1} of {node.name}"
            )
            raise EvaluationError(
                f"{which} is NOT_SET", position=node.position, hint="test it with IsSet first"
            )


def _no_result(node: Call) -> EvaluationError:
    return EvaluationError(f'"{node.name}" has no result with these values', position=node.position)


def _dynamic(node: Call, parts: Sequence[Closure]) -> Closure:
    """The types were unknown to the checker: choose the overload by the values."""
    function = find_operator(node.name, len(parts)) if node.is_operator else find_function(node.name)
    assert isinstance(function, Function)

    def call(values: Mapping[str, Value], environment: Environment) -> Value:
        arguments = [part(values, environment) for part in parts]
        types = [UNKNOWN if argument is None else type_of(argument) for argument in arguments]
        match = function.match_values(types)
        if match is None:
            raise EvaluationError(f"{node.name} does not take these values", position=node.position)
        return call_closure(node, match, [constant(argument) for argument in arguments])(values, environment)

    return call

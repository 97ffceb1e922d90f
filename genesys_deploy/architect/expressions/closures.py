"""From checked nodes to nested closures, each taking the variables' values and the environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from genesys_deploy.architect.expressions.built_ins import CONSTANTS
from genesys_deploy.architect.expressions.checker import Checked, Resolution, Variable
from genesys_deploy.architect.expressions.environment import Environment
from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.nodes import Call, Literal, Name, Property, Tree
from genesys_deploy.architect.expressions.registry import find_function, find_operator
from genesys_deploy.architect.expressions.signatures import Function, Lazy, Match, WithEnvironment
from genesys_deploy.architect.expressions.typing_of_values import type_of
from genesys_deploy.architect.expressions.values import Currency, Json, Record, Reference, Value

__all__ = ["Closure", "build"]

Closure: TypeAlias = Callable[[Mapping[str, Value], Environment], Value]


def build(tree: Tree, checked: Checked) -> Closure:
    """One closure for the whole expression."""
    stack: list[Closure] = []
    for node, resolution in zip(tree.nodes, checked.resolutions, strict=True):
        match node:
            case Literal(value=value):
                stack.append(_constant(value))
            case Name():
                stack.append(_variable(resolution))
            case Property(name=name):
                stack.append(_property(stack.pop(), name))
            case Call(arguments=arguments):
                start = len(stack) - len(arguments)
                parts = stack[start:]
                del stack[start:]
                stack.append(_call(node, resolution, parts))
    return stack[-1]


def _constant(value: Value) -> Closure:
    return lambda _values, _environment: value


def _variable(resolution: Resolution) -> Closure:
    assert isinstance(resolution, Variable)
    name, written = resolution.name, resolution.written

    def read(values: Mapping[str, Value], _environment: Environment) -> Value:
        try:
            return values[name]
        except KeyError:
            if name in CONSTANTS:
                return CONSTANTS[name]
            raise EvaluationError(f"{written} has no value here", hint="give it one, or NOT_SET") from None

    closure: Closure = read
    for part in resolution.path:
        closure = _property(closure, part)
    return closure


def _property(target: Closure, name: str) -> Closure:
    lower = name.lower()

    def read(values: Mapping[str, Value], environment: Environment) -> Value:
        return property_of(target(values, environment), name, lower)

    return read


def property_of(value: Value, name: str, lower: str) -> Value:
    """A property's value; of NOT_SET every property is NOT_SET."""
    match value:
        case None:
            return None
        case Json(data=dict() as data):
            return None if data.get(name) is None else Json(data[name])
        case Json():
            return None
        case Record(fields=fields):
            return next((found for key, found in fields.items() if key.lower() == lower), None)
        case Reference() | Currency():
            found: Value = getattr(value, lower, None)
            return found
    raise EvaluationError(f'this value has no property "{name}"')


def _call(node: Call, resolution: Resolution, parts: Sequence[Closure]) -> Closure:
    if not isinstance(resolution, Match):
        return _named_property(node, parts[0])
    if resolution.is_dynamic:
        return _dynamic(node, parts)
    evaluation = resolution.overload.evaluation
    if isinstance(evaluation, Lazy):
        lazy: Closure = evaluation.build(parts)
        return lazy
    if evaluation is None:
        return _unsupported(node)
    if isinstance(evaluation, WithEnvironment):
        return _with_environment(evaluation.evaluate, node, parts)
    return _plain(evaluation, node, resolution.required, parts)


def _named_property(node: Call, target: Closure) -> Closure:
    key = node.arguments[1]
    assert isinstance(key, Literal)
    return _property(target, str(key.value))


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
        match = function.match(tuple(map(type_of, arguments)))
        if match is None or match.is_dynamic:
            raise EvaluationError(f"{node.name} does not take these values", position=node.position)
        return _call(node, match, [_constant(argument) for argument in arguments])(values, environment)

    return call

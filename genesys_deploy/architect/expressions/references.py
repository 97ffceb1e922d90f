"""Closures that read variables and properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.built_ins import CONSTANTS
from genesys_deploy.architect.expressions.checker import Resolution, Variable
from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.values import Currency, Json, Record, Reference, Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from genesys_deploy.architect.expressions.calls import Closure
    from genesys_deploy.architect.expressions.environment import Environment

__all__ = ["property_closure", "property_of", "variable_closure"]


def variable_closure(resolution: Resolution) -> Closure:
    """Reads a variable, then the properties asked of it."""
    assert isinstance(resolution, Variable)
    name, written, path = resolution.name, resolution.written, resolution.path

    def read(values: Mapping[str, Value], _environment: Environment) -> Value:
        try:
            return values[name]
        except KeyError:
            if name in CONSTANTS:
                return CONSTANTS[name]
            raise EvaluationError(f"{written} has no value here", hint="give it one, or NOT_SET") from None

    if not path:
        return read

    def read_path(values: Mapping[str, Value], environment: Environment) -> Value:
        value = read(values, environment)
        for part in path:
            value = property_of(value, part)
        return value

    return read_path


def property_closure(name: str, parts: Sequence[Closure]) -> Closure:
    (target,) = parts
    return lambda values, environment: property_of(target(values, environment), name)


def property_of(value: Value, name: str) -> Value:
    """A property's value; of NOT_SET every property is NOT_SET.

    JSON looks its names up with regard to case (the help page on JSON values says so), all else without.
    """
    match value:
        case None:
            return None
        case Json(data=data):
            found = data.get(name) if isinstance(data, dict) else None
            return None if found is None else Json(found)
        case Record(fields=fields):
            lower = name.lower()
            return next((field for key, field in fields.items() if key.lower() == lower), None)
        case Reference() | Currency():
            attribute: Value = getattr(value, name.lower(), None)
            return attribute
    raise EvaluationError(f'this value has no property "{name}"')

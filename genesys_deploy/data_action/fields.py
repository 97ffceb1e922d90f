"""From contracts to the inputs and outputs that Architect shows, and from a result to their values.

A nested object becomes dotted names; an array of scalars one collection; an array of objects one
parallel collection for each leaf. An output without a value is None, a collection without one is empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from genesys_deploy.data_action.model import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.data_action.schema import Schema

    Place: TypeAlias = tuple[str, ...]

__all__ = ["TYPE_WORDS", "flatten", "input_fields", "output_fields", "type_of"]

TYPE_WORDS: Mapping[str, str] = {
    "string": "string",
    "integer": "integer",
    "number": "decimal",
    "boolean": "boolean",
}
"""JSON Schema's words to Architect's."""

COLLECTION = "Collection"
_UNTYPED = "string"


def input_fields(schema: Schema) -> tuple[Field, ...]:
    required = schema.data.get("required", ())
    return tuple(
        Field(name, TYPE_WORDS.get(type_of(part), _UNTYPED), name in required)
        for name, part in _properties(schema.data)
    )


def output_fields(schema: Schema) -> tuple[Field, ...]:
    return tuple(Field(".".join(place), kind) for place, kind in _leaves(schema.data, (), ""))


def flatten(fields: tuple[Field, ...], result: object) -> dict[str, object]:
    """The value of every output in a result that satisfies the contract."""
    return {field.name: _value_of(field, result) for field in fields}


def type_of(schema: Mapping[str, Any]) -> str:
    """The schema's type; of several the first that is not "null"; empty where there is none."""
    kind = schema.get("type", "")
    if isinstance(kind, list):
        return next((word for word in kind if word != "null"), "null")
    return str(kind)


def _properties(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, part in (schema.get("properties") or {}).items():
        if isinstance(part, dict):
            yield name, part


def _leaves(schema: Mapping[str, Any], place: Place, suffix: str) -> Iterator[tuple[Place, str]]:
    match type_of(schema):
        case "object":
            for name, part in _properties(schema):
                yield from _leaves(part, (*place, name), suffix)
        case "array":
            items = schema.get("items")
            yield from _leaves(items if isinstance(items, dict) else {}, place, COLLECTION)
        case kind:
            if place:
                yield place, TYPE_WORDS.get(kind, _UNTYPED) + suffix


def _value_of(field: Field, result: object) -> object:
    found = _follow(result, field.name.split("."))
    if field.type.endswith(COLLECTION):
        return found if isinstance(found, list) else []
    return found


def _follow(value: object, place: list[str]) -> object:
    for depth, name in enumerate(place):
        if isinstance(value, list):
            return [_follow(item, place[depth:]) for item in value]
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value

"""The rules of contracts: the platform refuses an action that breaks one of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.fields import TYPE_WORDS, type_of
from genesys_deploy.data_action.file_shape import INPUT_SCHEMA, SUCCESS_SCHEMA
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.data_action.checks.places import Places
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.source.finding import Finding

__all__ = ["MAX_DEPTH", "RESERVED_INPUTS", "check_contract"]

MAX_DEPTH = 50
"""How deep JSON may nest in a Data Action."""
RESERVED_INPUTS = frozenset({"orgId", "integrationId", "rawRequest"})

_INPUT_TYPES = frozenset({*TYPE_WORDS, "null"})
_INPUT_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]*")

Place = tuple[str, ...]


def check_contract(action: DataAction, places: Places) -> Iterator[Finding]:
    for data, place in (
        (action.input_schema.data, INPUT_SCHEMA),
        (action.success_schema.data, SUCCESS_SCHEMA),
    ):
        yield from _check_shape(data, place, places)
    yield from _check_inputs(action.input_schema.data, places)
    yield from _check_outputs(action.success_schema.data, SUCCESS_SCHEMA, places)
    yield from _check_names(action, places)


def _check_shape(schema: Mapping[str, Any], place: Place, places: Places) -> Iterator[Finding]:
    if _depth(schema) > MAX_DEPTH:
        yield places.error("contract-depth", f"the contract nests deeper than {MAX_DEPTH} levels", place)
    for where in _references(schema, place):
        yield places.error("contract-reference", "a contract cannot use $ref", where, "write the type out")


def _depth(value: Any, level: int = 1) -> int:
    if level > MAX_DEPTH + 1 or not isinstance(value, dict | list):
        return level
    parts = value.values() if isinstance(value, dict) else value
    return max((_depth(part, level + 1) for part in parts), default=level)


def _references(value: Any, place: Place, level: int = 0) -> Iterator[Place]:
    if not isinstance(value, dict) or level > MAX_DEPTH:
        return
    for key, part in value.items():
        if key == "$ref" and isinstance(part, str):
            yield (*place, key)
        else:
            yield from _references(part, (*place, key), level + 1)


def _check_inputs(schema: Mapping[str, Any], places: Places) -> Iterator[Finding]:
    if type_of(schema) != "object":
        yield places.error(
            "contract-root", "the inputs must be an object", (*INPUT_SCHEMA, "type"), "type: object"
        )
    properties = schema.get("properties") or {}
    for name, part in properties.items():
        place = (*INPUT_SCHEMA, "properties", name)
        kind = type_of(part) if isinstance(part, dict) else ""
        if kind not in _INPUT_TYPES:
            message = f'the input "{name}" must be one plain value, not {kind or "without type"}'
            yield places.error("nested-input", message, place, f"one of: {', '.join(sorted(_INPUT_TYPES))}")
        if name in RESERVED_INPUTS:
            yield places.error(
                "reserved-input", f'"{name}" is a name of the platform', place, "choose another"
            )
        elif not _INPUT_NAME.fullmatch(name):
            hint = "letters, digits, _ and -, a letter first"
            yield places.error("input-name", f'"{name}" cannot be the name of an input', place, hint)
    for name in schema.get("required") or ():
        if name not in properties:
            message = f'"{name}" is required and is no input'
            yield places.error(
                "required-input", message, (*INPUT_SCHEMA, "required"), did_you_mean(name, properties)
            )


def _check_outputs(
    schema: Mapping[str, Any], place: Place, places: Places, *, in_array: bool = False
) -> Iterator[Finding]:
    kind = type_of(schema)
    if kind == "array":
        if in_array:
            yield places.error("nested-array", "an array within an array cannot become an output", place)
        items = schema.get("items")
        if isinstance(items, dict):
            yield from _check_outputs(items, (*place, "items"), places, in_array=True)
        else:
            yield places.warning(
                "untyped-output", "an array without items: its type is a guess", place, "add items"
            )
    elif kind == "object":
        for name, part in (schema.get("properties") or {}).items():
            if isinstance(part, dict):
                yield from _check_outputs(part, (*place, "properties", name), places, in_array=in_array)
    elif kind not in TYPE_WORDS:
        yield places.warning("untyped-output", "an output without a type: it is a guess", place, "add a type")


def _check_names(action: DataAction, places: Places) -> Iterator[Finding]:
    seen: set[str] = set()
    for output in action.outputs:
        if output.name in seen:
            message = f'two outputs are called "{output.name}" once they are flattened'
            yield places.error("output-name", message, (*SUCCESS_SCHEMA, "properties"))
        seen.add(output.name)

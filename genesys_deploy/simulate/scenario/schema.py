"""The JSON Schema of scenario files, so that an editor completes and checks them.

It is made from the classes that the reader fills. Wherever a value may stand, `<name>` may stand for a row's.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping as AbstractMapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from genesys_deploy.simulate.scenario.answer import LIVE, SPECIAL, PreparedAnswers
from genesys_deploy.simulate.scenario.descriptions import DESCRIPTIONS
from genesys_deploy.simulate.scenario.expectation import Expectation
from genesys_deploy.simulate.scenario.model import Further, Given, Scenario, Unreachable
from genesys_deploy.simulate.scenario.org_data import BotAnswer, OrgData, PlainValues
from genesys_deploy.simulate.scenario.reader import RENAMED
from genesys_deploy.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["scenario_schema"]

Schema: TypeAlias = dict[str, Any]

CLASSES: Final = (BotAnswer, Expectation, Further, Given, OrgData, Scenario, Unreachable)
PLACEHOLDER: Final[Schema] = {"$ref": "#/$defs/Placeholder"}
WORDS: Final = {int: "integer", float: "number", bool: "boolean"}
WRITTEN: Final = {python: written for written, python in RENAMED.items()}
ANY_MAPPING: Final[Schema] = {"type": "object"}
SECONDS: Final[Schema] = {"type": "number", "minimum": 0, "description": "seconds until it answers"}


def scenario_schema() -> Schema:
    """The schema of a whole file, draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scenarios of a Genesys Cloud flow",
        "type": "object",
        "additionalProperties": False,
        "required": ["flow", "scenarios"],
        "properties": {
            "flow": _described("flow", {"type": "string", "minLength": 1}),
            "overlay": _described("overlay", {"type": "string", "minLength": 1}),
            "world": _described("world", _world()),
            "org": _described("org", _of(OrgData)),
            "unreachable": _described("unreachable", _list((Unreachable,))),
            "scenarios": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Scenario"}},
        },
        "$defs": {
            "Placeholder": {"type": "string", "pattern": "^<[A-Za-z_][A-Za-z0-9_]*>$"},
            "Answer": _answer(),
            "Answers": _or_row(
                {"$ref": "#/$defs/Answer"},
                {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Answer"}},
            ),
            **{kind.__name__: _of_class(kind) for kind in CLASSES},
        },
    }


def _of_class(kind: type) -> Schema:
    hints = typing.get_type_hints(kind)
    fields = [field for field in dataclasses.fields(kind) if hints[field.name] is not Span]
    properties = {
        _written(field): _described(_written(field), _of(hints[field.name]), kind.__name__)
        for field in fields
    }
    if kind is Scenario:
        properties["rows"] = _described("rows", {"type": "array", "items": ANY_MAPPING})
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [_written(field) for field in fields if _is_required(field)],
        "properties": properties,
    }


def _written(field: dataclasses.Field[Any]) -> str:
    return WRITTEN.get(field.name, field.name)


def _is_required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _described(name: str, schema: Schema, of: str = "") -> Schema:
    return {"description": DESCRIPTIONS.get(f"{of}.{name}") or DESCRIPTIONS[name], **schema}


def _of(kind: Any) -> Schema:
    if kind in _FIXED:
        return _FIXED[kind]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _or_row({"enum": [str(one) for one in kind]})
    if kind in WORDS:
        return _or_row({"type": WORDS[kind]})
    return _STRUCTURES[typing.get_origin(kind)](typing.get_args(kind))


def _optional(options: tuple[Any, ...]) -> Schema:
    (kind,) = [option for option in options if option is not types.NoneType]
    inner = _of(kind)
    return {"anyOf": [*inner.get("anyOf", [inner]), {"type": "null"}]}


def _list(options: tuple[Any, ...]) -> Schema:
    of_class = options[0] in CLASSES
    items: Schema = {"type": "array", "items": _of(options[0])}
    return items if of_class else _or_row(items)


def _mapping(options: tuple[Any, ...]) -> Schema:
    return _or_row({"type": "object", "additionalProperties": _of(options[1])})


def _world() -> Schema:
    return {"type": "object", "additionalProperties": {"$ref": "#/$defs/Answers"}}


def _answer() -> Schema:
    http: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {"status": _of(int), "body": {}, "headers": _or_row(ANY_MAPPING)},
    }
    special: Schema = {
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "anyOf": [{"required": [name]} for name in ("outputs", "failure", "http")],
        "properties": {
            "outputs": _or_row(ANY_MAPPING),
            "failure": _or_row(ANY_MAPPING),
            "http": http,
            "takes": _or_row(SECONDS),
        },
    }
    outputs: Schema = {
        "type": "object",
        "anyOf": [{"maxProperties": 0}, {"not": {"propertyNames": {"enum": sorted(SPECIAL)}}}],
    }
    return _or_row({"enum": ["timeout", "failure", LIVE]}, special, outputs)


def _or_row(*schemas: Schema) -> Schema:
    return {"anyOf": [*schemas, PLACEHOLDER]}


_FIXED: Final[dict[Any, Schema]] = {
    Any: _or_row(ANY_MAPPING),
    PreparedAnswers: {"$ref": "#/$defs/Answers"},
    PlainValues: _or_row(ANY_MAPPING),
    str: {"type": "string"},
    **{kind: {"$ref": f"#/$defs/{kind.__name__}"} for kind in CLASSES},
}
_STRUCTURES: Final[dict[Any, Callable[[tuple[Any, ...]], Schema]]] = {
    types.UnionType: _optional,
    typing.Union: _optional,
    tuple: _list,
    AbstractMapping: _mapping,
}

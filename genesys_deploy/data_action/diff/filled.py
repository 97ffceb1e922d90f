"""What the JSON that a template makes holds, field by field, seen by filling it in.

Each input is filled with its own name, so that a field tells what it was filled from: `input.userId`. A template
is filled with all inputs, with only the required ones, and with each optional one beside those.
"""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.errors import DataActionError
from genesys_deploy.data_action.request import build_request
from genesys_deploy.data_action.schema import Schema
from genesys_deploy.data_action.velocity.template import compile_template

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from genesys_deploy.data_action.model import DataAction, Field

__all__ = ["Filled", "Sample", "body_fields", "result_fields"]

_TYPES: Mapping[type, str] = {
    str: "string", bool: "boolean", int: "number", float: "number", dict: "object", list: "array",
    type(None): "null",
}  # fmt: skip


_WORD = re.compile(r"[\w-]+")
_WHOLE = "(the whole)"


@dataclass(frozen=True, slots=True)
class Filled:
    """`holds` is the value with the names of the inputs in it; `always`: whatever the flow leaves out."""

    type: str
    holds: str
    always: bool = True


def body_fields(action: DataAction) -> Mapping[str, Filled] | None:
    """The fields of the request's body by dotted name; None where the body is no JSON that can be told."""
    lenient = replace(action, input_schema=Schema({}))
    bodies = [body for inputs in _fillings(action.inputs) if (body := _body(lenient, inputs)) is not None]
    if not bodies:
        return None
    names = {_number(field.name): f"input.{field.name}" for field in action.inputs}
    leaves = [dict(_leaves(body, "")) for body in bodies]
    return {
        name: Filled(_TYPES[type(value)], _told(value, names), all(name in each for each in leaves))
        for name, value in {**_merged(leaves[1:]), **leaves[0]}.items()
    }


class Sample(Enum):
    """What stands for a value of the answer: templates that take the first of an array need one."""

    TEXT = "text"
    ARRAY = "array"

    def json_of(self, name: str) -> str:
        return json.dumps(name if self is Sample.TEXT else [name])


def result_fields(action: DataAction, sample: Sample = Sample.TEXT) -> Mapping[str, str] | None:
    """What fills each output of the success template; None where it makes no JSON of such samples."""
    response = action.response
    names = (*response.translation_map, "rawResult")
    try:
        template = compile_template(response.success_template)
        result = json.loads(template.render({name: sample.json_of(name) for name in names}))
    except (DataActionError, ValueError, RecursionError):
        return None
    return {name: _told(value, {}) for name, value in _leaves(result, "")}


def _fillings(inputs: tuple[Field, ...]) -> Iterator[dict[str, object]]:
    required = {field.name: _sample(field) for field in inputs if field.required}
    yield {field.name: _sample(field) for field in inputs}
    yield required
    for field in inputs:
        if not field.required:
            yield {**required, field.name: _sample(field)}


def _sample(field: Field) -> object:
    number = _number(field.name)
    samples: Mapping[str, object] = {"integer": number, "decimal": number, "boolean": True}
    return samples.get(field.type, f"input.{field.name}")


def _number(name: str) -> int:
    """A number of its own for each name, the same in both versions."""
    return zlib.crc32(name.encode())


def _body(action: DataAction, inputs: Mapping[str, object]) -> Any:
    try:
        body = build_request(action, inputs).body
        return None if body is None else json.loads(body)
    except (DataActionError, ValueError, RecursionError):
        return None


def _merged(leaves: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {name: value for each in leaves for name, value in each.items()}


def _leaves(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value:
        for key, part in value.items():
            step = key if _WORD.fullmatch(key) else json.dumps(key)
            yield from _leaves(part, f"{name}.{step}" if name else step)
    elif isinstance(value, list) and value:
        for number, part in enumerate(value):
            yield from _leaves(part, f"{name}[{number}]")
    elif name or not isinstance(value, dict):
        yield name or _WHOLE, value


def _told(value: Any, names: Mapping[int, str]) -> str:
    match value:
        case str():
            return value
        case int() if value in names and not isinstance(value, bool):
            return names[value]
        case _:
            return json.dumps(value, ensure_ascii=False)

"""Why a Data Action cannot be published: the platform's rules for contracts, its templates, its limits.

A judgement of its own, beside the checks of the product; sources of the rules are in `assumptions`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.errors import DataActionError
from genesys_deploy.data_action.jsonpath.compiler import compile_path
from genesys_deploy.data_action.velocity.template import compile_template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["action_faults"]

INPUT_TYPES = frozenset({"boolean", "integer", "null", "number", "string"})
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
RESERVED = frozenset({"orgId", "integrationId", "rawRequest"})
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]*\Z")


def action_faults(contract: dict[str, Any], config: dict[str, Any]) -> Iterator[str]:
    """Every reason, in a sentence each."""
    inputs = _inside(contract, "input", "inputSchema")
    outputs = _inside(contract, "output", "successSchema")
    yield from _schema("contract.input.inputSchema", inputs)
    yield from _schema("contract.output.successSchema", outputs)
    if isinstance(inputs, dict):
        yield from _inputs(inputs)
    if isinstance(outputs, dict):
        yield from _nested_arrays(outputs, "contract.output.successSchema")
    yield from _request(config)
    yield from _response(config)


def _schema(place: str, schema: Any) -> Iterator[str]:
    if not isinstance(schema, dict) or not schema:
        yield f"{place} is missing"
    elif schema.get("type") != "object":
        yield f"{place} must be of type object"
    elif _has_ref(schema):
        yield f"{place} has a $ref, which contracts do not support"


def _inputs(schema: dict[str, Any]) -> Iterator[str]:
    for name, part in (schema.get("properties") or {}).items():
        kind = part.get("type") if isinstance(part, dict) else None
        if name in RESERVED:
            yield f'the input "{name}" has a reserved name'
        elif not _NAME.match(name):
            yield f'the input "{name}" must start with a letter and have letters, digits, - and _ only'
        if kind not in INPUT_TYPES:
            yield f'the input "{name}" is of type {kind}: inputs are flat ({", ".join(sorted(INPUT_TYPES))})'


def _nested_arrays(schema: Any, place: str, *, in_array: bool = False) -> Iterator[str]:
    if not isinstance(schema, dict):
        return
    is_array = schema.get("type") == "array"
    if is_array and in_array:
        yield f"{place} is an array in an array"
    yield from _nested_arrays(schema.get("items"), f"{place}.items", in_array=is_array)
    for name, part in (schema.get("properties") or {}).items():
        yield from _nested_arrays(part, f"{place}.{name}")


def _request(config: dict[str, Any]) -> Iterator[str]:
    request = config.get("request") or {}
    if not request.get("requestUrlTemplate"):
        yield "config.request.requestUrlTemplate is missing"
    if request.get("requestType") not in METHODS:
        yield f"config.request.requestType must be one of {', '.join(sorted(METHODS))}"
    timeout = config.get("timeoutSeconds")
    if timeout is not None and not (isinstance(timeout, int) and 1 <= timeout <= 60):
        yield "config.timeoutSeconds must be from 1 to 60"
    headers = request.get("headers") or {}
    for name in ("requestUrlTemplate", "requestTemplate"):
        yield from _readable(f"config.request.{name}", request.get(name), compile_template)
    for name, template in headers.items():
        yield from _readable(f"config.request.headers.{name}", template, compile_template)


def _response(config: dict[str, Any]) -> Iterator[str]:
    response = config.get("response") or {}
    yield from _readable("config.response.successTemplate", response.get("successTemplate"), compile_template)
    for name, path in (response.get("translationMap") or {}).items():
        yield from _readable(f"config.response.translationMap.{name}", path, compile_path)


def _readable(place: str, text: Any, compile_: Callable[[str], object]) -> Iterator[str]:
    if text is None:
        return
    try:
        compile_(str(text))
    except DataActionError as error:
        yield f"{place}: {error.message}"


def _has_ref(schema: Any) -> bool:
    match schema:
        case dict():
            return "$ref" in schema or any(_has_ref(part) for part in schema.values())
        case list():
            return any(_has_ref(part) for part in schema)
    return False


def _inside(document: dict[str, Any], *names: str) -> Any:
    value: Any = document
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value

"""What a Data Action needs of an endpoint: address, fields sent, fields read, each with its line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from genesys_deploy.data_action.errors import DataActionError
from genesys_deploy.data_action.request import build_request
from genesys_deploy.source.document import Mapping as MappingNode
from genesys_deploy.source.document import Scalar
from genesys_deploy.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.source.document import Node
    from irp_stub.contract.openapi.schemas import Step

__all__ = ["Needs", "Read", "Sent", "needs_of"]

_SAMPLES: dict[str, object] = {"string": "sample", "integer": 1, "decimal": 1.5, "boolean": True}
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]|\['([^']+)'\]")


@dataclass(frozen=True, slots=True)
class Sent:
    """A field of the request's body; `always`: whatever the flow leaves unset."""

    name: str
    type: str
    always: bool
    span: Span | None


@dataclass(frozen=True, slots=True)
class Read:
    """A value of the answer; `steps` is None where the path is more than names and places."""

    name: str
    path: str
    steps: tuple[Step, ...] | None
    type: str | None
    has_default: bool
    span: Span | None


@dataclass(frozen=True, slots=True)
class Needs:
    action: str
    method: str
    path: str
    sent: tuple[Sent, ...]
    read: tuple[Read, ...]
    span: Span | None


def needs_of(action: DataAction) -> Needs | None:
    """None where the Data Action cannot even be filled in."""
    try:
        whole = build_request(action, {f.name: _SAMPLES.get(f.type, "sample") for f in action.inputs})
        least = build_request(
            action, {f.name: _SAMPLES.get(f.type, "sample") for f in action.inputs if f.required}
        )
    except DataActionError:
        return None
    always = _body(least.body)
    sent = tuple(
        Sent(name, _type_of(value), name in always, _line_of(action, name))
        for name, value in _body(whole.body).items()
    )
    at = _find(action.document, "config", "request", "requestUrlTemplate")
    span = at.span if at else action.span
    return Needs(action.name, action.request.method, urlsplit(whole.url).path, sent, _reads(action), span)


def _reads(action: DataAction) -> tuple[Read, ...]:
    properties = action.success_schema.data.get("properties") or {}
    node = _find(action.document, "config", "response", "translationMap")
    spans = {entry.key.text: entry.key.span for entry in node} if isinstance(node, MappingNode) else {}
    return tuple(
        Read(
            name,
            path,
            _steps(path),
            (properties.get(name) or {}).get("type"),
            name in action.response.defaults,
            spans.get(name),
        )
        for name, path in action.response.translation_map.items()
    )


def _steps(path: str) -> tuple[Step, ...] | None:
    found = list(_STEP.finditer(path, 1))
    if "$" + "".join(step.group() for step in found) != path:
        return None
    return tuple(int(step[2]) if step[2] else step[1] or step[3] for step in found)


def _body(text: str | None) -> Mapping[str, object]:
    try:
        document = json.loads(text or "{}")
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _type_of(value: object) -> str:
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def _line_of(action: DataAction, field: str) -> Span | None:
    """The line of the request template that writes the field."""
    node = _find(action.document, "config", "request", "requestTemplate")
    if not isinstance(node, Scalar):
        return action.span
    place = node.text.find(f'"{field}"')
    start = node.span.start
    is_block = node.span.end.line > start.line
    line = start.line + node.text.count("\n", 0, max(place, 0)) + is_block
    return Span.at(node.span.file, line, 1 if is_block else start.column)


def _find(node: Node | None, *names: str) -> Node | None:
    for name in names:
        node = node.get(name) if isinstance(node, MappingNode) else None
    return node

"""The keys of a Data Action's file, and how they make a `DataAction`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.fields import input_fields, output_fields
from genesys_deploy.data_action.model import (
    DEFAULT_BODY,
    DEFAULT_SUCCESS_TEMPLATE,
    DEFAULT_TIMEOUT_SECONDS,
    DataAction,
    RequestTemplate,
    ResponseTemplate,
)
from genesys_deploy.data_action.schema import Schema
from genesys_deploy.source.document import Mapping, Node, Scalar, plain
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping as AbstractMapping

    from genesys_deploy.source.decode import Problems
    from genesys_deploy.source.span import Span

__all__ = [
    "INPUT_SCHEMA", "PLATFORM_INTEGRATION", "REQUEST", "RESPONSE", "SUCCESS_SCHEMA", "WEB_INTEGRATION", "data_action_of",
    "integration_type_of", "node_at", "refuse_unknown_keys",
]  # fmt: skip

PLATFORM_INTEGRATION = "purecloud-data-actions"
WEB_INTEGRATION = "custom-rest-actions"

REQUEST = ("config", "request")
RESPONSE = ("config", "response")
INPUT_SCHEMA = ("contract", "input", "inputSchema")
SUCCESS_SCHEMA = ("contract", "output", "successSchema")

_KEYS: AbstractMapping[tuple[str, ...], frozenset[str]] = {
    (): frozenset({
        "name", "integrationType", "actionType", "category", "integration", "integrationId", "config", "contract",
        "secure", "timeoutSeconds",
    }),
    ("config",): frozenset({"request", "response", "timeoutSeconds"}),
    REQUEST: frozenset({"requestUrlTemplate", "requestType", "headers", "requestTemplate"}),
    RESPONSE: frozenset({"translationMap", "translationMapDefaults", "successTemplate"}),
    ("contract",): frozenset({"input", "output"}),
    ("contract", "input"): frozenset({"inputSchema"}),
    ("contract", "output"): frozenset({"successSchema"}),
}  # fmt: skip


def node_at(root: Node | None, *keys: str) -> Node | None:
    """The node under these keys; None where there is none."""
    node = root
    for key in keys:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node


def refuse_unknown_keys(root: Node, problems: Problems) -> None:
    for place, known in _KEYS.items():
        node = node_at(root, *place)
        for entry in node if isinstance(node, Mapping) else ():
            if entry.key.text not in known:
                hint = did_you_mean(entry.key.text, known) or f"known here: {', '.join(sorted(known))}"
                problems.add(f'unknown key "{entry.key.text}"', entry.key.span, hint)


def data_action_of(root: Node, problems: Problems) -> DataAction | None:
    """The action; None where `problems` says why there is none."""
    reader = _Reader(root, problems)
    request = RequestTemplate(
        url=reader.text(*REQUEST, "requestUrlTemplate"),
        method=reader.text(*REQUEST, "requestType").upper(),
        headers=reader.texts(*REQUEST, "headers"),
        body=reader.text(*REQUEST, "requestTemplate", default=DEFAULT_BODY),
    )
    response = ResponseTemplate(
        translation_map=reader.texts(*RESPONSE, "translationMap"),
        defaults=reader.texts(*RESPONSE, "translationMapDefaults"),
        success_template=reader.text(*RESPONSE, "successTemplate", default=DEFAULT_SUCCESS_TEMPLATE),
    )
    inputs, outputs = reader.schema(*INPUT_SCHEMA), reader.schema(*SUCCESS_SCHEMA)
    action = DataAction(
        name=reader.text("name"),
        integration_type=reader.text("integrationType", default=integration_type_of(request.url)),
        request=request,
        response=response,
        input_schema=inputs,
        success_schema=outputs,
        inputs=input_fields(inputs),
        outputs=output_fields(outputs),
        secure=reader.truth("secure"),
        timeout_seconds=reader.timeout(),
        action_type=reader.text("actionType", default="custom"),
        integration=reader.text("integration", default=""),
        document=root,
    )
    return None if problems.findings else action


def integration_type_of(url: str) -> str:
    """What an action without the key must be: only the platform's own API is called by a relative URL."""
    return PLATFORM_INTEGRATION if url.startswith("/") else WEB_INTEGRATION


class _Reader:
    def __init__(self, root: Node, problems: Problems) -> None:
        self._root = root
        self._problems = problems

    def text(self, *keys: str, default: str | None = None) -> str:
        match node_at(self._root, *keys):
            case Scalar(value=str(value)):
                return value
            case None if default is not None:
                return default
            case None:
                self._problems.add(f'"{".".join(keys)}" is missing', self._span, "add it")
            case other:
                self._problems.add(f"{'.'.join(keys)} must be a text", other.span, "put it in quotes")
        return ""

    def texts(self, *keys: str) -> dict[str, str]:
        node = node_at(self._root, *keys)
        if node is None or (isinstance(node, Scalar) and node.value is None):
            return {}
        if not isinstance(node, Mapping):
            self._problems.add(f"{'.'.join(keys)} must be a mapping of names to texts", node.span)
            return {}
        return {entry.key.text: self._scalar_text(entry.value, keys, entry.key.text) for entry in node}

    def schema(self, *keys: str) -> Schema:
        node = node_at(self._root, *keys)
        if not isinstance(node, Mapping):
            where = node.span if node else self._span
            self._problems.add(f'"{".".join(keys)}" must be a JSON Schema', where, "at least {type: object}")
            return Schema({})
        data: Any = plain(node)
        return Schema(data)

    def truth(self, key: str) -> bool:
        match node_at(self._root, key):
            case Scalar(value=bool(value)):
                return value
            case None:
                return False
            case other:
                self._problems.add(f"{key} must be true or false", other.span)
                return False

    def timeout(self) -> int:
        node = node_at(self._root, "timeoutSeconds") or node_at(self._root, "config", "timeoutSeconds")
        if node is None:
            return DEFAULT_TIMEOUT_SECONDS
        seconds = node.text if isinstance(node, Scalar) else ""
        if not (seconds.isdecimal() and 1 <= int(seconds) <= DEFAULT_TIMEOUT_SECONDS):
            message = f"timeoutSeconds must be a whole number from 1 to {DEFAULT_TIMEOUT_SECONDS}"
            self._problems.add(message, node.span)
            return DEFAULT_TIMEOUT_SECONDS
        return int(seconds)

    def _scalar_text(self, node: Node, keys: tuple[str, ...], key: str) -> str:
        if isinstance(node, Scalar):
            return node.text
        self._problems.add(f"{'.'.join((*keys, key))} must be a text", node.span, "put it in quotes")
        return ""

    @property
    def _span(self) -> Span:
        return self._root.span

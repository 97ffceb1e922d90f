"""Schemas of a document: references followed, alternatives taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Schemas", "Step"]

_MAX_DEPTH = 32
_BY_VALUE = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}

Step = str | int
"""A property's name, or the place in a list."""


@dataclass(frozen=True, slots=True)
class Schemas:
    """All that a document defines."""

    document: Mapping[str, Any]

    def resolve(self, node: Any) -> Mapping[str, Any]:
        """What a reference leads to; empty where it leads nowhere."""
        for _ in range(_MAX_DEPTH):
            if not isinstance(node, dict):
                return {}
            reference = node.get("$ref")
            if not isinstance(reference, str):
                return node
            node = self._at(reference)
        return {}

    def _at(self, reference: str) -> Any:
        node: Any = self.document
        for part in reference.removeprefix("#/").split("/"):
            name = part.replace("~1", "/").replace("~0", "~")
            node = node.get(name) if isinstance(node, dict) else None
        return node

    def forms(self, node: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
        """Every form that a value may take; `allOf` is laid together."""
        schema = self.resolve(node)
        alternatives = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
        if depth > _MAX_DEPTH or not (alternatives or "allOf" in schema):
            yield schema
        elif alternatives:
            for alternative in alternatives:
                yield from self.forms(alternative, depth + 1)
        else:
            yield self._together(schema, depth)

    def _together(self, schema: Mapping[str, Any], depth: int) -> Mapping[str, Any]:
        parts = [form for part in schema["allOf"] for form in self.forms(part, depth + 1)]
        whole: dict[str, Any] = {"type": "object", "properties": {}, "required": []}
        for part in (*parts, schema):
            whole["properties"] |= part.get("properties", {})
            whole["required"] += part.get("required", [])
        return whole

    def types(self, node: Any) -> frozenset[str]:
        """The JSON types that a value may have; empty where nothing is said."""
        found: set[str] = set()
        for form in self.forms(node):
            given = form.get("type")
            values = form["enum"] if "enum" in form else [form["const"]] if "const" in form else []
            found |= {given} if isinstance(given, str) else set(given or ())
            if given is None:
                found |= {_BY_VALUE.get(type(value), "null") for value in values}
            if form.get("nullable"):
                found.add("null")
        return frozenset(found)

    def step(self, form: Mapping[str, Any], step: Step) -> tuple[Any, bool] | None:
        """What is there, and whether it always is; None: nothing.

        A form that names no properties may hold anything: an empty schema, that is not always there.
        """
        if isinstance(step, int):
            return (
                (form["items"], False)
                if "items" in form
                else ({}, False)
                if form.get("type", "array") == "array"
                else None
            )
        properties = form.get("properties")
        if isinstance(properties, dict) and step in properties:
            return properties[step], step in form.get("required", ())
        if (
            not properties
            and form.get("type", "object") == "object"
            and form.get("additionalProperties", True)
        ):
            return {}, False
        return None

"""Schemas of a document: references followed, alternatives taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import islice, product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Schemas", "Step"]

_MAX_DEPTH = 32
_MOST_FORMS = 1_000
_COMPOSED = frozenset({"allOf", "anyOf", "oneOf"})
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
        """Every form that a value may take: one of each `anyOf` and `oneOf`, laid together with all of `allOf`."""
        schema = self.resolve(node)
        if depth > _MAX_DEPTH or not _COMPOSED & schema.keys():
            yield schema
            return
        own = {name: value for name, value in schema.items() if name not in _COMPOSED}
        choices = [[part] for part in schema.get("allOf", ())]
        choices += [schema[name] for name in ("anyOf", "oneOf") if schema.get(name)]
        each = [[form for part in parts for form in self.forms(part, depth + 1)] for parts in choices]
        for parts in islice(product(*each), _MOST_FORMS):
            yield reduce(_together, parts, own)

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


def _together(one: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
    """What both allow."""
    whole = {**one, **other, "properties": dict(_properties(one, other))}
    whole["required"] = [*one.get("required", ()), *other.get("required", ())]
    if "type" in one and "type" in other:
        types = _common(_listed(one["type"]), _listed(other["type"]))
        whole["type"] = types[0] if len(types) == 1 else types
    if _is_closed(one) or _is_closed(other):
        whole["additionalProperties"] = False
    return whole


def _properties(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    mine, theirs = one.get("properties", {}), other.get("properties", {})
    for name in dict.fromkeys((*mine, *theirs)):
        if name in mine and name in theirs:
            yield name, {"allOf": [mine[name], theirs[name]]}
        elif not _is_closed(one if name in theirs else other):
            yield name, mine.get(name, theirs.get(name))


def _is_closed(schema: Mapping[str, Any]) -> bool:
    return schema.get("additionalProperties") is False


def _listed(types: Any) -> list[str]:
    return [types] if isinstance(types, str) else list(types)


def _common(one: list[str], other: list[str]) -> list[str]:
    return [name for name in one if name in other or (name == "integer" and "number" in other)] + [
        "integer" for name in other if name == "integer" and "number" in one and "integer" not in one
    ]

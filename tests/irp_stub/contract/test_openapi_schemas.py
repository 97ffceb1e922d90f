"""Alternatives and conjunctions of a schema, taken apart into the forms that a value may have."""

from __future__ import annotations

from typing import Any

import pytest

from irp_stub.contract.openapi.schemas import Schemas

ID = {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}
NAME = {"properties": {"name": {"type": "string"}}, "required": ["name"]}
CLOSED = {"properties": {"id": {}}, "additionalProperties": False}


def forms(schema: dict[str, Any]) -> list[tuple[list[str], list[str]]]:
    """Of each form its properties, and those that are required."""
    found = Schemas({"components": {"Id": ID}}).forms(schema)
    return [(sorted(form.get("properties", {})), sorted(form.get("required", ()))) for form in found]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (ID, [(["id"], ["id"])]),
        ({"$ref": "#/components/Id"}, [(["id"], ["id"])]),
        ({"anyOf": [ID, NAME]}, [(["id"], ["id"]), (["name"], ["name"])]),
        (
            {**ID, "anyOf": [NAME, {"required": ["x"]}]},
            [(["id", "name"], ["id", "name"]), (["id"], ["id", "x"])],
        ),
        ({"allOf": [ID, NAME]}, [(["id", "name"], ["id", "name"])]),
        ({"allOf": [ID], "oneOf": [NAME, {}]}, [(["id", "name"], ["id", "name"]), (["id"], ["id"])]),
        ({"allOf": [ID, {"anyOf": [NAME, {}]}]}, [(["id", "name"], ["id", "name"]), (["id"], ["id"])]),
        ({"allOf": [CLOSED, NAME]}, [(["id"], ["name"])]),
    ],
)
def test_forms(schema: dict[str, Any], expected: list[tuple[list[str], list[str]]]) -> None:
    assert forms(schema) == expected


@pytest.mark.parametrize(
    ("schema", "types"),
    [
        ({"type": "string"}, {"string"}),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, {"string", "null"}),
        ({"allOf": [{"type": ["string", "null"]}, {"type": "string"}]}, {"string"}),
        ({"allOf": [{"type": "number"}, {"type": "integer"}]}, {"integer"}),
        (
            {"type": ["string", "integer"], "anyOf": [{"type": "integer"}, {"minLength": 1}]},
            {"integer", "string"},
        ),
        ({"allOf": [{"type": "string"}, {"type": "object"}]}, set()),
        (
            {
                "allOf": [
                    {"anyOf": [{"type": "string"}, {"type": "null"}]},
                    {"type": "string", "minLength": 1},
                ]
            },
            {"string"},
        ),
    ],
)
def test_types(schema: dict[str, Any], types: set[str]) -> None:
    assert Schemas({}).types(schema) == types


def test_a_schema_that_contains_itself_ends() -> None:
    loop = {"components": {"Loop": {"anyOf": [{"$ref": "#/components/Loop"}, {"type": "string"}]}}}
    assert Schemas(loop).types({"$ref": "#/components/Loop"}) == {"string"}

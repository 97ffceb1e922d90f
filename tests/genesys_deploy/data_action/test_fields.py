from __future__ import annotations

from typing import Any

import pytest

from genesys_deploy.data_action.fields import flatten, output_fields
from genesys_deploy.data_action.schema import Schema

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}


def an_object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def an_array(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


@pytest.mark.parametrize(
    ("schema", "names", "result", "values"),
    [
        (an_object(a=TEXT), {"a": "string"}, {"a": "x"}, ["x"]),
        (an_object(a=TEXT), {"a": "string"}, {}, [None]),
        (an_object(a={"type": "number"}, b={"type": "boolean"}), {"a": "decimal", "b": "boolean"}, {"a": 1.5, "b": False}, [1.5, False]),
        (an_object(a=an_object(b=an_object(c=WHOLE))), {"a.b.c": "integer"}, {"a": {"b": {"c": 3}}}, [3]),
        (an_object(a=an_object(b=WHOLE)), {"a.b": "integer"}, {"a": {}}, [None]),
        (an_object(a=an_array(TEXT)), {"a": "stringCollection"}, {"a": ["x", "y"]}, [["x", "y"]]),
        (an_object(a=an_array(TEXT)), {"a": "stringCollection"}, {}, [[]]),
        (
            an_object(e=an_array(an_object(id=TEXT, n=WHOLE))),
            {"e.id": "stringCollection", "e.n": "integerCollection"},
            {"e": [{"id": "x", "n": 1}, {"id": "y"}]},
            [["x", "y"], [1, None]],
        ),
        (an_array(an_object(id=TEXT)), {"id": "stringCollection"}, [{"id": "x"}], [["x"]]),
        (an_object(a={"type": ["null", "string"]}), {"a": "string"}, {"a": None}, [None]),
        (an_object(), {}, {"more": 1}, []),
    ],
)  # fmt: skip
def test_a_contract_flattens_as_architect_shows_it(
    schema: dict[str, Any], names: dict[str, str], result: object, values: list[object]
) -> None:
    fields = output_fields(Schema(schema))
    assert {field.name: field.type for field in fields} == names
    assert list(flatten(fields, result).values()) == values


@pytest.mark.parametrize("extra", [{}, {"minLength": 1}, {"format": "date"}])
@pytest.mark.parametrize(
    ("value", "valid"), [("x", True), (5, False), (None, False), (True, False), ([], False), ({}, False)]
)
def test_what_a_schema_accepts_does_not_depend_on_how_it_is_judged(
    value: object, extra: dict[str, Any], *, valid: bool
) -> None:
    schema = Schema(an_object(a={"type": "string", **extra}) | {"required": ["a"]})
    assert (not schema.violations({"a": value})) is valid
    assert schema.violations({})
    assert schema.violations([])


def test_a_closed_schema_refuses_more() -> None:
    schema = Schema(an_object(a=TEXT) | {"additionalProperties": False})
    assert not schema.violations({"a": "x"})
    assert "Additional properties" in schema.violations({"b": 1})[0]


BOUNDS: list[tuple[dict[str, Any], object, bool]] = [
    ({"type": "number", "minimum": 0, "maximum": 1}, 0.5, True),
    ({"type": "number", "minimum": 0, "maximum": 1}, 1, True),
    ({"type": "number", "minimum": 0, "maximum": 1}, 1.01, False),
    ({"type": "number", "minimum": 0, "maximum": 1}, -1, False),
    ({"minimum": 5}, True, True),
    ({"minimum": 5}, "text", True),
    ({"minimum": 5}, 4, False),
    ({"minimum": 5, "exclusiveMinimum": True}, 5, False),
    ({"enum": ["a", "b"]}, "a", True),
    ({"enum": ["a", "b"]}, "c", False),
    ({"enum": ["a", "b"]}, 5, False),
    ({"enum": ["a", "b"]}, ["a"], False),
    ({"enum": ["a", "b"]}, {}, False),
    ({"enum": [1, 2]}, 1, True),
    ({"enum": [1, 2]}, 3, False),
    ({"type": "array", "items": {"maximum": 3}}, [1, 2, 4], False),
    ({"type": "array", "items": {"maximum": 3}}, [1, "x", None], True),
]


@pytest.mark.parametrize(("part", "value", "valid"), BOUNDS)
def test_bounds(part: dict[str, Any], value: object, *, valid: bool) -> None:
    assert (not Schema(part).violations(value)) is valid
    assert (not Schema(an_object(a=part)).violations({"a": value})) is valid

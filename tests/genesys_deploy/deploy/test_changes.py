"""What counts as a change of a Data Action or a flow, and how it is told."""

from __future__ import annotations

from typing import Any

import pytest

from genesys_deploy.data_action.model import DataAction
from genesys_deploy.data_action.wire import from_wire
from genesys_deploy.deploy.compare.action_changes import configuration_changes, contract_changes
from genesys_deploy.deploy.compare.change import Change
from genesys_deploy.deploy.compare.json_changes import json_changes


def action(
    inputs: dict[str, Any] | None = None,
    outputs: dict[str, Any] | None = None,
    request: dict[str, Any] | None = None,
    **rest: Any,
) -> DataAction:
    input_schema = {"type": "object", "properties": {"id": {"type": "string"}}} | (inputs or {})
    success_schema = {"type": "object", "properties": {"title": {"type": "string"}}} | (outputs or {})
    return from_wire(
        {
            "name": "Look up",
            "contract": {
                "input": {"inputSchema": input_schema},
                "output": {"successSchema": success_schema},
            },
            "config": {"request": {"requestUrlTemplate": "/x", "requestType": "GET"} | (request or {})},
        }
        | rest
    )


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (action(), []),
        (action({"$schema": "http://json-schema.org/draft-04/schema#"}), []),
        (action({"additionalProperties": True, "required": [], "title": "Input"}), []),
        (action({"additionalProperties": False}), ["input.additionalProperties: false → nothing"]),
        (action({"required": ["id"]}), ['input.required: ["id"] → nothing']),
        (
            action({"properties": {"id": {"type": "integer"}}}),
            ["input.properties.id.type: integer → string"],
        ),
        (
            action(outputs={"properties": {}}),
            ['output.properties.title: nothing → {"type": "string"}'],
        ),
        (action(secure=True), ["secure: true → false"]),
    ],
)
def test_changes_of_the_contract(held: DataAction, told: list[str]) -> None:
    assert [str(change) for change in contract_changes(held, action())] == told


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (action(), []),
        (action({"required": ["id"]}), []),
        (action(request={"requestUrlTemplate": "/y"}), ["config.url: /y → /x"]),
        (action(request={"headers": {"X": "1"}}), ["config.headers.X: 1 → nothing"]),
        (
            action(request={"requestTemplate": "${input.rawRequest}"}),
            [],
        ),
    ],
)
def test_changes_of_the_configuration(held: DataAction, told: list[str]) -> None:
    assert [str(change) for change in configuration_changes(held, action())] == told


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"a": [1, 2]}, {"a": [1, 3]}, [Change("x.a[1]", "2", "3")]),
        ({"a": [1]}, {"a": [1, 3]}, [Change("x.a[1]", "", "3")]),
        ({"a": 1}, {"b": 1}, [Change("x.a", "1", ""), Change("x.b", "", "1")]),
        (1, True, [Change("x", "1", "true")]),
        (1, 1.0, []),
        ({"a": None}, {}, [Change("x.a", "null", "")]),
        ("a", {"b": 1}, [Change("x", "a", '{"b": 1}')]),
    ],
)
def test_changes_of_json(before: Any, after: Any, told: list[Change]) -> None:
    assert list(json_changes(before, after, "x")) == told


def test_a_long_value_is_told_short() -> None:
    assert len(str(Change("text", "a\n" * 500, ""))) < 90

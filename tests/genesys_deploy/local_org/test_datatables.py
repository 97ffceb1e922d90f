"""Data tables and their rows, driven by the official SDK."""

from __future__ import annotations

import json
from typing import Any

import pytest

SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-04/schema#",
    "type": "object",
    "additionalProperties": False,
    "required": ["key"],
    "properties": {
        "key": {"type": "string"},
        "release": {"type": "integer", "default": 0},
        "done": {"type": "boolean"},
    },
}


@pytest.fixture
def architect(sdk: Any, client: Any) -> Any:
    return sdk.ArchitectApi(client)


@pytest.fixture
def table_id(architect: Any) -> str:
    return str(architect.post_flows_datatables({"name": "Releases", "schema": SCHEMA}).id)


def test_rows_are_written_read_and_deleted(architect: Any, table_id: str) -> None:
    assert architect.post_flows_datatable_rows(table_id, {"key": "lock-1"}) == {"key": "lock-1", "release": 0}
    architect.put_flows_datatable_row(table_id, "lock-1", body={"key": "lock-1", "release": 7})
    assert architect.get_flows_datatable_row(table_id, "lock-1", showbrief=False)["release"] == 7
    assert [row["key"] for row in architect.get_flows_datatable_rows(table_id).entities] == ["lock-1"]
    architect.delete_flows_datatable_row(table_id, "lock-1")
    assert architect.get_flows_datatable_rows(table_id).total == 0


@pytest.mark.parametrize(
    ("row", "refusal"),
    [
        ({"key": "a"}, (409, "flows.datatables.not.unique")),
        ({"release": 1}, (400, "flows.datatables.schema.exception")),
        ({"key": "b", "release": "1"}, (400, "flows.datatables.schema.exception")),
        ({"key": "b", "release": True}, (400, "flows.datatables.schema.exception")),
        ({"key": "b", "nonsense": 1}, (400, "flows.datatables.schema.exception")),
    ],
)
def test_a_row_that_does_not_fit(
    sdk: Any, architect: Any, table_id: str, row: dict[str, Any], refusal: tuple[int, str]
) -> None:
    architect.post_flows_datatable_rows(table_id, {"key": "a"})
    with pytest.raises(sdk.rest.ApiException) as refused:
        architect.post_flows_datatable_rows(table_id, row)
    assert (refused.value.status, json.loads(refused.value.body)["code"]) == refusal


def test_a_table_changes_but_loses_no_column(sdk: Any, architect: Any, table_id: str) -> None:
    more = {**SCHEMA, "properties": {**SCHEMA["properties"], "owner": {"type": "string"}}}
    changed = architect.put_flows_datatable(
        table_id, body={"name": "Releases", "schema": more}, expand="schema"
    )
    assert "owner" in changed.schema.properties
    with pytest.raises(sdk.rest.ApiException) as refused:
        architect.put_flows_datatable(table_id, body={"name": "Releases", "schema": SCHEMA})
    assert json.loads(refused.value.body)["code"] == "flows.datatables.cannot.remove.fields"


def test_a_table_with_rows_is_deleted_only_by_force(sdk: Any, architect: Any, table_id: str) -> None:
    architect.post_flows_datatable_rows(table_id, {"key": "a"})
    with pytest.raises(sdk.rest.ApiException):
        architect.delete_flows_datatable(table_id)
    architect.delete_flows_datatable(table_id, force=True)
    assert architect.get_flows_datatables().total == 0


def test_a_name_is_taken_once(sdk: Any, architect: Any, table_id: str) -> None:
    with pytest.raises(sdk.rest.ApiException) as refused:
        architect.post_flows_datatables({"name": "releases", "schema": SCHEMA})
    assert (refused.value.status, bool(table_id)) == (409, True)

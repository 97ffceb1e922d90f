"""Data tables and their rows, driven by the official SDK."""

from __future__ import annotations

import json
from collections.abc import Callable
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


LOOKUP = """
inboundShortMessage:
  name: Consumer
  startUpRef: "/inboundShortMessage/states/state[Start_10]"
  defaultLanguage: en-us
  states:
    - state:
        name: Start
        refId: Start_10
        actions:
          - dataTableLookup:
              name: Look
              lookupValue: {lit: x}
              dataTable: {Releases: {none: true}}
          - disconnect: {name: Bye}
"""


def test_a_table_goes_with_its_rows(architect: Any, table_id: str) -> None:
    architect.post_flows_datatable_rows(table_id, {"key": "a"})
    architect.delete_flows_datatable(table_id)
    assert architect.get_flows_datatables().total == 0


def test_a_table_that_a_flow_uses_is_deleted_only_by_force(
    sdk: Any, architect: Any, table_id: str, upload: Callable[[str], Any]
) -> None:
    job = upload(LOOKUP)
    assert job.status == "Success", [message.text for message in job.messages]
    with pytest.raises(sdk.rest.ApiException, match="used by Consumer"):
        architect.delete_flows_datatable(table_id)
    architect.delete_flows_datatable(table_id, force=True)
    assert architect.get_flows_datatables().total == 0


def test_a_column_keeps_its_type(sdk: Any, architect: Any, table_id: str) -> None:
    other = {**SCHEMA, "properties": {**SCHEMA["properties"], "release": {"type": "string"}}}
    with pytest.raises(sdk.rest.ApiException, match="type of a column cannot be changed: release"):
        architect.put_flows_datatable(table_id, body={"name": "Releases", "schema": other})


def test_a_table_is_moved_to_another_division(sdk: Any, client: Any, architect: Any, table_id: str) -> None:
    division = sdk.AuthorizationApi(client).post_authorization_divisions({"name": "D", "description": ""}).id
    body = {"name": "Releases", "schema": SCHEMA, "division": {"id": division}}
    assert architect.put_flows_datatable(table_id, body=body).division.name == "D"
    again = architect.put_flows_datatable(table_id, body={"name": "Releases", "schema": SCHEMA})
    assert again.division.name == "D"


def test_a_name_is_taken_once(sdk: Any, architect: Any, table_id: str) -> None:
    with pytest.raises(sdk.rest.ApiException) as refused:
        architect.post_flows_datatables({"name": "releases", "schema": SCHEMA})
    assert (refused.value.status, bool(table_id)) == (409, True)

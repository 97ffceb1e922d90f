"""Architect data tables and their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.http.exchange import Answer, Request, empty, ok
from genesys_deploy.local_org.http.paging import matches, page
from genesys_deploy.local_org.http.refusal import Refusal, missing_field
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.organization import DivisionId, division_of, division_ref
from genesys_deploy.local_org.org import new_id
from genesys_deploy.local_org.table import Row

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES", "DataTable", "find_row"]

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}


class DataTable(Row, frozen=True, kw_only=True):
    """`schema` is the JSON schema of a row, as it was written; `rows` are keyed by their `key`.

    `fields` are the rest of what a client wrote, kept as they came.
    """

    name: str
    division_id: str
    description: str
    schema: dict[str, Any]
    rows: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)
    fields: dict[str, Any] = msgspec.field(default_factory=dict)

    @property
    def columns(self) -> dict[str, dict[str, Any]]:
        columns: dict[str, dict[str, Any]] = self.schema.get("properties") or {}
        return columns


class TableBody(msgspec.Struct, frozen=True):
    name: str
    schema: dict[str, Any]
    description: str = ""
    division: DivisionId | None = None


_OURS = ("id", "name", "division", "description", "schema", "selfUri")


def find_row(org: Org, table_name: str, key: str) -> dict[str, Any] | None:
    """The row that a flow looks up; None where there is no such row.

    Raises:
        Refusal: 404, there is no such table.
    """
    table = org.table(DataTable).find(lambda row: row.name.casefold() == table_name.casefold())
    if table is None:
        raise _no_table()
    return table.rows.get(key)


def _wire(org: Org, table: DataTable, *, schema: bool) -> dict[str, Any]:
    body: dict[str, Any] = {
        **table.fields,
        "id": table.id,
        "name": table.name,
        "division": division_ref(org, table.division_id),
        "description": table.description,
        "selfUri": f"/api/v2/flows/datatables/{table.id}",
    }
    return {**body, "schema": table.schema} if schema else body


def _list(org: Org, request: Request) -> Answer:
    name, expanded = request.one("name"), "schema" in request.many("expand")
    found = org.table(DataTable).where(lambda table: not name or matches(table.name, name))
    rows = sorted(found, key=lambda table: table.name.casefold())
    return page(request, [_wire(org, table, schema=expanded) for table in rows])


def _get(org: Org, request: Request) -> Answer:
    return ok(_wire(org, _table(org, request), schema="schema" in request.many("expand")))


def _create(org: Org, request: Request) -> Answer:
    body = request.body(TableBody)
    _check_schema(org, body, "")
    table = DataTable(
        id=new_id(),
        name=body.name,
        division_id=division_of(org, body.division),
        description=body.description,
        schema=body.schema,
        fields=request.unread(*_OURS),
    )
    return ok(_wire(org, org.table(DataTable).put(table), schema=True))


def _put(org: Org, request: Request) -> Answer:
    table, body = _table(org, request), request.body(TableBody)
    _check_schema(org, body, table.id)
    if set(table.columns) - set(body.schema.get("properties") or {}):
        message = "The updated schema had missing fields from the old schema (can't remove previously existing fields)."
        raise Refusal(400, "flows.datatables.cannot.remove.fields", message)
    if retyped := [name for name, column in table.columns.items() if _type(body, name) != column.get("type")]:
        raise _schema_fault(f"The type of a column cannot be changed: {', '.join(retyped)}")
    changed = org.table(DataTable).change(
        table.id,
        name=body.name,
        division_id=division_of(org, body.division) if body.division else table.division_id,
        description=body.description,
        schema=body.schema,
        fields=request.unread(*_OURS),
    )
    return ok(_wire(org, changed, schema="schema" in request.many("expand")))


def _type(body: TableBody, column: str) -> object:
    return body.schema["properties"][column].get("type")


def _check_schema(org: Org, body: TableBody, own_id: str) -> None:
    if not body.name.strip():
        raise missing_field("name")
    if "key" not in (body.schema.get("properties") or {}):
        raise Refusal(400, "flows.datatables.schema.exception", 'The schema must have a property "key"')
    if org.table(DataTable).find(
        lambda row: row.name.casefold() == body.name.casefold() and row.id != own_id
    ):
        raise Refusal(409, "flows.datatables.not.unique", "A datatable with that name already exists.")


def _list_rows(org: Org, request: Request) -> Answer:
    """Keys alone, unless `showbrief=false`."""
    brief = request.one("showbrief", "true").casefold() != "false"
    rows = [_table(org, request).rows[key] for key in sorted(_table(org, request).rows)]
    return page(request, [{"key": row["key"]} if brief else row for row in rows])


def _get_row(org: Org, request: Request) -> Answer:
    row = _table(org, request).rows.get(request.path["rowId"])
    if row is None:
        raise Refusal(404, "flows.datatables.row.not.found", "The datatable row could not be found.")
    return ok({"key": row["key"]} if request.one("showbrief").casefold() == "true" else row)


def _create_row(org: Org, request: Request) -> Answer:
    table, row = _table(org, request), _checked_row(_table(org, request), request.body(dict[str, Any]))
    if row["key"] in table.rows:
        raise Refusal(409, "flows.datatables.not.unique", "The row had a duplicate keyname.")
    return ok(_keep(org, table, row))


def _put_row(org: Org, request: Request) -> Answer:
    _get_row(org, request)
    table, key = _table(org, request), request.path["rowId"]
    row = _checked_row(table, {"key": key, **request.body(dict[str, Any])})
    if row["key"] != key:
        raise _schema_fault(f'The key of the row is "{key}", the body says "{row["key"]}"')
    return ok(_keep(org, table, row))


def _delete_row(org: Org, request: Request) -> Answer:
    _get_row(org, request)
    table = _table(org, request)
    rows = {key: row for key, row in table.rows.items() if key != request.path["rowId"]}
    org.table(DataTable).change(table.id, rows=rows)
    return empty()


def _keep(org: Org, table: DataTable, row: dict[str, Any]) -> dict[str, Any]:
    org.table(DataTable).change(table.id, rows={**table.rows, row["key"]: row})
    return row


def _checked_row(table: DataTable, row: dict[str, Any]) -> dict[str, Any]:
    """The row with the defaults of its columns."""
    key = row.get("key")
    if not isinstance(key, str) or not key:
        raise _schema_fault("The row has no key")
    for name, value in row.items():
        column = table.columns.get(name)
        if column is None:
            raise _schema_fault(f'The table has no column "{name}"')
        if value is not None and type(value) not in _TYPES.get(str(column.get("type")), (type(value),)):
            raise _schema_fault(f'The column "{name}" is of type {column.get("type")}')
    defaults = {name: column["default"] for name, column in table.columns.items() if "default" in column}
    return {**defaults, **row}


def _table(org: Org, request: Request) -> DataTable:
    table = org.table(DataTable).get(request.path["datatableId"])
    if table is None:
        raise _no_table()
    return table


def _no_table() -> Refusal:
    return Refusal(404, "flows.datatables.table.not.found", "The datatable could not be found.")


def _schema_fault(message: str) -> Refusal:
    return Refusal(400, "flows.datatables.schema.exception", message)


def _may(verb: str) -> tuple[str, ...]:
    return (f"architect:datatable:{verb}",)


def _may_rows(verb: str) -> tuple[str, ...]:
    return (*_may(verb), f"architect:datatableRow:{verb}")


_TABLES = "/api/v2/flows/datatables"
_TABLE = f"{_TABLES}/{{datatableId}}"
_ROW = f"{_TABLE}/rows/{{rowId}}"

ROUTES = (
    Route("GET", _TABLES, _list, _may("view")),
    Route("POST", _TABLES, _create, _may("add")),
    Route("GET", _TABLE, _get, _may("view")),
    Route("PUT", _TABLE, _put, _may("edit")),
    Route("GET", f"{_TABLE}/rows", _list_rows, _may_rows("view")),
    Route("POST", f"{_TABLE}/rows", _create_row, _may_rows("add")),
    Route("GET", _ROW, _get_row, _may_rows("view")),
    Route("PUT", _ROW, _put_row, _may_rows("edit")),
    Route("DELETE", _ROW, _delete_row, _may_rows("delete")),
)

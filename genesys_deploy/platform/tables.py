"""Architect data tables and their rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genesys_deploy.platform.errors import Conflict, JobFailed, NotInOrg, UncertainWrite
from genesys_deploy.platform.listing import pages, recognise
from genesys_deploy.platform.waiting import wait_until
from genesys_deploy.resources.key import Key, Kind
from genesys_deploy.resources.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from genesys_deploy.platform.client import Client

__all__ = ["DataTables"]

BRIEF = False
LISTS_LAG_SECONDS = 20.0
_SCHEMA = "http://json-schema.org/draft-04/schema#"


class DataTables:
    """Found by name; rows by their `key`, which must not hold a slash: the SDK would make a path of it."""

    def __init__(self, client: Client) -> None:
        self._api = client.api("ArchitectApi")
        self._clock = client.transport.clock
        self._created: dict[str, str] = {}
        """What lists may not show yet: ids by name."""

    def find(self, name: str) -> str:
        """The id of the table; empty where there is none."""
        key = Key(Kind.DATA_TABLE, name)
        found = recognise([key], pages(self._api.get_flows_datatables, {"name": name}))
        return found[0].id if found else self._not_listed_yet(name)

    def create(self, name: str, description: str, columns: Sequence[str]) -> str:
        """Create it; the one that is there already, where somebody was quicker or an answer was lost.

        Raises:
            Conflict: the org says it is there, and does not show it.
        """
        body = {"name": name, "description": description, "schema": _schema(columns)}
        try:
            made = Wire.of(_again(lambda: self._api.post_flows_datatables(body))).text("id")
        except Conflict as conflict:
            made = self._found_late(name, conflict)
        self._created[name] = made
        return made

    def rows(self, table_id: str) -> dict[str, Mapping[str, str]]:
        """All rows by key."""
        found = {key: Wire(row) for key, row in self.whole_rows(table_id).items()}
        return {key: {name: row.text(name) for name in row.raw} for key, row in found.items()}

    def whole_rows(self, table_id: str) -> dict[str, Mapping[str, Any]]:
        """As `rows`, of a table whose columns need not be texts."""
        query = {"datatable_id": table_id, "showbrief": BRIEF}
        return {row.text("key"): row.raw for row in pages(self._api.get_flows_datatable_rows, query)}

    def row(self, table_id: str, key: str) -> Mapping[str, str] | None:
        """A row by its key; None where there is no such row, or no such table."""
        try:
            found = Wire.of(self._api.get_flows_datatable_row(table_id, key, showbrief=BRIEF))
        except NotInOrg:
            return None
        return {name: found.text(name) for name in found.raw}

    def add(self, table_id: str, row: Mapping[str, Any]) -> None:
        """Add a row.

        Raises:
            Conflict: there is one of that key.
        """
        self._api.post_flows_datatable_rows(table_id, dict(row))

    def remove(self, table_id: str, key: str) -> None:
        """Delete a row; one that is gone already is as good."""
        try:
            _again(lambda: self._api.delete_flows_datatable_row(table_id, key))
        except NotInOrg:
            return

    def write(self, table_id: str, row: Mapping[str, Any], *, is_there: bool) -> None:
        """Put a row by its `key`; `is_there` is what was seen, and may be wrong."""
        if is_there:
            _again(lambda: self._put(table_id, row))
            return
        try:
            _again(lambda: self.add(table_id, row))
        except Conflict:
            _again(lambda: self._put(table_id, row))

    def delete(self, table_id: str) -> None:
        """Take it away with all its rows; one that is gone already is as good."""
        try:
            _again(lambda: self._api.delete_flows_datatable(table_id, force=True))
        except NotInOrg:
            return

    def _not_listed_yet(self, name: str) -> str:
        made = self._created.get(name, "")
        try:
            return Wire.of(self._api.get_flows_datatable(made)).text("id") if made else ""
        except NotInOrg:
            return ""

    def _found_late(self, name: str, conflict: Conflict) -> str:
        try:
            return wait_until(lambda: self.find(name), bool, self._clock, LISTS_LAG_SECONDS, name)
        except JobFailed:
            raise conflict from None

    def _put(self, table_id: str, row: Mapping[str, Any]) -> None:
        self._api.put_flows_datatable_row(table_id, row["key"], body=dict(row))


def _again(write: Callable[[], object]) -> object:
    """Names and keys are unique here, so that a write whose answer was lost may be sent once more."""
    try:
        return write()
    except UncertainWrite:
        return write()


def _schema(columns: Sequence[str]) -> dict[str, Any]:
    properties = {
        name: {
            "$id": f"/properties/{name}",
            "type": "string",
            "title": name,
            "displayOrder": order,
            **({} if name == "key" else {"default": ""}),
        }
        for order, name in enumerate(["key", *columns])
    }
    return {
        "$schema": _SCHEMA,
        "type": "object",
        "additionalProperties": False,
        "required": ["key"],
        "properties": properties,
    }

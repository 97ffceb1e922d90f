"""Architect data tables: the columns that a flow looks up, and the rows that a project cares for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self, TypeAlias

from genesys_deploy.resources.key import Key, Kind, Ownership

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.resources.wire import Ids, Names, Wire
    from genesys_deploy.source.span import Span

__all__ = ["KEY", "ROWS", "Cell", "Column", "ColumnType", "DataTable", "TableRow", "TableRows"]

KEY = "key"
"""What the platform calls the column of the keys, whatever its title says."""

ROWS = "/rows"
"""What makes the id of a table that of its rows."""

_SCHEMA = "http://json-schema.org/draft-04/schema#"

Cell: TypeAlias = str | int | float | bool
TableRow: TypeAlias = "Mapping[str, Cell]"
"""By column, without the key."""


class ColumnType(StrEnum):
    """What a column holds, in the platform's words."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """`default` is what a row without a value has; None where that is not declared."""

    name: str
    type: str = ColumnType.STRING
    default: Cell | None = None

    def to_wire(self) -> dict[str, Any]:
        default = {} if self.default is None else {"default": self.default}
        return {"type": str(self.type), **default}

    @classmethod
    def from_wire(cls, name: str, wire: Wire) -> Self:
        return cls(name, wire.text("type"), wire.raw.get("default"))


@dataclass(frozen=True, slots=True)
class DataTable:
    """`key_title` is what people see above the keys. Columns that are not declared stay as they are."""

    name: str
    columns: tuple[Column, ...] = ()
    key_title: str | None = None
    division: str | None = None
    description: str | None = None
    ownership: Ownership = Ownership.OWN
    renamed_from: str = ""
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(Kind.DATA_TABLE, self.name, within=self.division or "")

    @property
    def needs(self) -> frozenset[Key]:
        return frozenset({Key(Kind.DIVISION, self.division)} if self.division else ())

    def to_wire(self, current: Wire, ids: Ids) -> dict[str, Any]:
        """The body that writes it: what is declared, laid over `current` (empty for one that is made)."""
        body = {name: value for name, value in current.raw.items() if name not in {"id", "selfUri", "rows"}}
        body |= {"name": self.name, "schema": self._schema(current.part("schema"))}
        if self.description is not None:
            body["description"] = self.description
        if self.division is not None:
            body["division"] = {"id": ids[Key(Kind.DIVISION, self.division)]}
        return body

    def _schema(self, current: Wire) -> dict[str, Any]:
        columns = dict(current.part("properties").raw)
        columns[KEY] = self._key_column(current.part("properties").part(KEY))
        for column in self.columns:
            there = dict(current.part("properties").part(column.name).raw) or _new(column.name, len(columns))
            columns[column.name] = there | column.to_wire()
        new = {"$schema": _SCHEMA, "type": "object", "additionalProperties": False, "required": [KEY]}
        return {**(current.raw or new), "properties": columns}

    def _key_column(self, current: Wire) -> dict[str, Any]:
        title = {} if self.key_title is None else {"title": self.key_title}
        return (dict(current.raw) or {**_new(KEY, 0), "type": str(ColumnType.STRING)}) | title

    @classmethod
    def from_wire(cls, wire: Wire, names: Names) -> Self:
        """`wire` is the table with its `schema`."""
        columns = wire.part("schema").part("properties")
        return cls(
            wire.text("name"),
            tuple(Column.from_wire(name, columns.part(name)) for name in columns.raw if name != KEY),
            columns.part(KEY).text("title"),
            wire.name_of("division", names) or None,
            wire.text("description"),
        )


@dataclass(frozen=True, slots=True)
class TableRows:
    """Rows by key; None is a row that must not be there. Of a row, columns that are not declared stay as they are.

    They are declared apart from their table, which may be somebody else's, and read only where there are any.
    Rows of other keys stay, unless `only_these`.
    """

    table: str
    rows: Mapping[str, TableRow | None] = field(default_factory=dict)
    only_these: bool = False
    division: str | None = None
    ownership: Ownership = Ownership.OWN
    renamed_from: str = ""
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(Kind.TABLE_ROWS, self.table, within=self.division or "")

    @property
    def of(self) -> Key:
        """The table."""
        return Key(Kind.DATA_TABLE, self.table, within=self.division or "")

    @property
    def needs(self) -> frozenset[Key]:
        return frozenset({self.of})

    def wanted(self, there: Mapping[str, TableRow | None]) -> dict[str, TableRow | None]:
        """By key, the whole row as it should be, for every key that is declared or must go."""
        wanted: dict[str, TableRow | None] = {key: None for key in there if self.only_these}
        for key, row in self.rows.items():
            wanted[key] = None if row is None else {**(there.get(key) or {}), **row}
        return wanted

    @classmethod
    def from_wire(cls, wire: Wire, names: Names) -> Self:  # noqa: ARG003
        """`wire` holds `rows`, each by its key."""
        return cls(wire.text("table"), {key: _cells(row) for key, row in wire.part("rows").raw.items()})


def _new(name: str, order: int) -> dict[str, Any]:
    return {"$id": f"/properties/{name}", "title": name, "displayOrder": order}


def _cells(row: Any) -> dict[str, Cell] | None:
    return None if row is None else {name: value for name, value in row.items() if name != KEY}

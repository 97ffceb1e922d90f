"""Declared columns and rows against those of a data table; what is not declared is not looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.deploy.compare.change import Change
from genesys_deploy.deploy.compare.json_changes import json_changes

if TYPE_CHECKING:
    from genesys_deploy.resources import Column, DataTable, TableRows

__all__ = ["column_changes", "retyped_columns", "row_changes"]


def column_changes(there: DataTable, wanted: DataTable) -> tuple[Change, ...]:
    """Columns to be added, and defaults to be changed."""
    known = {column.name: column for column in there.columns}
    pairs = ((known.get(column.name), column) for column in wanted.columns)
    return tuple(change for pair in pairs for change in _of_column(*pair))


def _of_column(now: Column | None, wanted: Column) -> tuple[Change, ...]:
    if now is None:
        return (Change(f"column {wanted.name}", "", str(wanted.type)),)
    if wanted.default is None:
        return ()
    return tuple(json_changes(now.default, wanted.default, f"column {wanted.name}.default"))


def retyped_columns(there: DataTable, wanted: DataTable) -> tuple[Change, ...]:
    """Columns of another type than they are to have, which no org lets be changed."""
    types = {column.name: column.type for column in there.columns}
    return tuple(
        Change(f"type of column {column.name}", types[column.name], str(column.type))
        for column in wanted.columns
        if types.get(column.name, column.type) != column.type
    )


def row_changes(there: TableRows, wanted: TableRows) -> tuple[Change, ...]:
    """Rows to be added, changed and removed, cell by cell."""
    before = {key: row for key, row in there.rows.items() if row is not None}
    touched = wanted.wanted(there.rows)
    after = {key: row for key, row in touched.items() if row is not None}
    now = {key: before[key] for key in touched if key in before}
    return tuple(json_changes(now, after, "rows"))

"""The rows of a declared data table, read from the settings or from a file beside them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.resources.data_table import KEY, ColumnType
from genesys_deploy.source import document
from genesys_deploy.source.document import Scalar
from genesys_deploy.source.errors import SourceError
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.span import Span
from genesys_deploy.source.suggest import did_you_mean
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from genesys_deploy.bundle.settings.table import TableSettings
    from genesys_deploy.resources.data_table import Cell
    from genesys_deploy.source.decode import Problems
    from genesys_deploy.source.project import Project

__all__ = ["cell_of", "rows_of"]

FOLDER = "flows/settings"
_TYPES: Mapping[ColumnType, tuple[type, ...]] = {
    ColumnType.STRING: (str,),
    ColumnType.INTEGER: (int,),
    ColumnType.NUMBER: (int, float),
    ColumnType.BOOLEAN: (bool,),
}
_TRUTHS = {"true": True, "false": False}
_FROM_TEXT: Mapping[ColumnType, Callable[[str], Cell]] = {
    ColumnType.STRING: str,
    ColumnType.INTEGER: int,
    ColumnType.NUMBER: float,
    ColumnType.BOOLEAN: lambda text: _TRUTHS[text.lower()],
}


@dataclass(frozen=True, slots=True)
class _Cell:
    """`text` says that it is of a CSV file, where everything is a text."""

    column: str
    value: object
    span: Span
    text: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    key: str
    span: Span
    cells: tuple[_Cell, ...]


def rows_of(project: Project, table: TableSettings, problems: Problems) -> dict[str, dict[str, Cell]]:
    """By key, the declared cells of each row; what cannot be a row of that table goes to `problems`."""
    rows: dict[str, dict[str, Cell]] = {}
    for row in _read(project, table, problems):
        _check_key(row, rows, problems)
        rows[row.key] = dict(_checked(row, table, problems))
    return rows


def cell_of(kind: ColumnType, value: object) -> Cell | None:
    """The value, where a column of that type takes it; a column of numbers takes whole ones, too."""
    return value if type(value) in _TYPES[kind] else None  # type: ignore[return-value]


def _check_key(row: _Row, before: Mapping[str, object], problems: Problems) -> None:
    if row.key in before:
        problems.add(f'the key "{row.key}" stands here a second time', row.span)
    if not row.key.strip() or row.key in {".", ".."} or "/" in row.key:
        hint = "a slash would make another address of it: the official SDK does not encode it"
        problems.add(f'no row can have the key "{row.key}"', row.span, hint)


def _checked(row: _Row, table: TableSettings, problems: Problems) -> Iterator[tuple[str, Cell]]:
    for cell in row.cells:
        column = table.columns.get(cell.column)
        if column is None:
            hint = did_you_mean(cell.column, table.columns) or f"declared are: {', '.join(table.columns)}"
            problems.add(f'the table has no column "{cell.column}"', cell.span, hint)
            continue
        value = _from_text(column.type, cell.value) if cell.text else cell_of(column.type, cell.value)
        if value is None:
            problems.add(f'"{cell.column}" holds {_named(column.type)}, not {cell.value}', cell.span)
            continue
        yield cell.column, value


def _from_text(kind: ColumnType, text: object) -> Cell | None:
    try:
        return _FROM_TEXT[kind](str(text).strip() if kind is not ColumnType.STRING else str(text))
    except (ValueError, KeyError):
        return None


def _named(kind: ColumnType) -> str:
    return f"{'an' if kind is ColumnType.INTEGER else 'a'} {kind}"


def _read(project: Project, table: TableSettings, problems: Problems) -> Iterator[_Row]:
    source = table.rows
    if source is None:
        return
    if source.written is not None:
        yield from _written(source.written, problems)
        return
    path = project.path_of(f"{FOLDER}/{source.file}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        problems.add(f"{project.name_of(path)} cannot be read", source.span, "it lies beside the settings")
        return
    reader = _comma_separated if path.suffix == ".csv" else _yaml
    yield from reader(text, project.name_of(path), table, problems)


def _yaml(text: str, file: str, table: TableSettings, problems: Problems) -> Iterator[_Row]:  # noqa: ARG001
    try:
        read = read_yaml(text, IdentityMap(file))
    except SourceError as error:
        problems.add(error.message, error.span or Span.whole(file), error.hint)
        return
    problems.findings.extend(read.findings)
    yield from _written(read.root, problems)


def _written(node: document.Node, problems: Problems) -> Iterator[_Row]:
    if not isinstance(node, document.Mapping):
        problems.add("rows are written by their keys", node.span, "gold: {queue: General}")
        return
    for entry in node:
        if isinstance(entry.value, document.Mapping):
            yield _Row(entry.key.text, entry.key.span, tuple(_cells(entry.value)))
        else:
            problems.add(
                f'the row "{entry.key.text}" must be a mapping of columns to values', entry.value.span
            )


def _cells(row: document.Mapping) -> Iterator[_Cell]:
    for entry in row:
        value = entry.value.value if isinstance(entry.value, Scalar) else "a structure"
        yield _Cell(entry.key.text, "empty" if value is None else value, entry.value.span)


def _comma_separated(text: str, file: str, table: TableSettings, problems: Problems) -> Iterator[_Row]:
    """The first column holds the keys; an empty cell is not declared."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        head = [name.strip() for name in next(reader, [])]
        if head[:1] not in ([KEY], [table.key]):
            problems.add(f'its first column must be "{table.key or KEY}"', Span.whole(file))
            return
        line = reader.line_num + 1
        for cells in reader:
            span, line = Span.at(file, line, 1), reader.line_num + 1
            if cells:
                yield _csv_row(head, cells, span, problems)
    except csv.Error as error:
        problems.add(f"it is no CSV: {error}", Span.at(file, reader.line_num, 1))


def _csv_row(head: list[str], cells: list[str], span: Span, problems: Problems) -> _Row:
    if len(cells) > len(head):
        problems.add(
            f"a row of {len(cells)} cells under {len(head)} columns", span, "put texts with commas in quotes"
        )
    named = zip(head[1:], cells[1:], strict=False)
    return _Row(cells[0], span, tuple(_Cell(name, cell, span, text=True) for name, cell in named if cell))

"""Data tables that a project declares: columns, and rows beside them or in a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from genesys_deploy.resources.data_table import ColumnType
from genesys_deploy.resources.key import Ownership
from genesys_deploy.source import document
from genesys_deploy.source.decode import INVALID, Problems, decode
from genesys_deploy.source.span import Span

__all__ = ["ColumnSettings", "RowSource", "TableSettings"]


@dataclass(frozen=True, slots=True)
class _Spelled:
    type: ColumnType
    default: document.Node | None = None


@dataclass(frozen=True, slots=True)
class ColumnSettings:
    """A column's type as a word, or `{type: …, default: …}`."""

    type: ColumnType
    default: document.Scalar | None = None

    @classmethod
    def from_node(cls, node: document.Node, problems: Problems) -> Self:
        if isinstance(node, document.Scalar):
            kind = decode(ColumnType, node, problems, "the column's type")
            return INVALID if kind is INVALID else cls(kind)
        spelled = decode(_Spelled, node, problems, "the column")
        if spelled is INVALID or spelled.default is None:
            return INVALID if spelled is INVALID else cls(spelled.type)
        if isinstance(spelled.default, document.Scalar):
            return cls(spelled.type, spelled.default)
        invalid: Self = problems.add("a column's default is one value", spelled.default.span)
        return invalid


@dataclass(frozen=True, slots=True)
class RowSource:
    """Rows by key as they are written, or the name of a `.csv` or `.yaml` file beside the settings."""

    span: Span
    file: str = ""
    written: document.Mapping | None = None

    @classmethod
    def from_node(cls, node: document.Node, problems: Problems) -> Self:
        match node:
            case document.Mapping():
                return cls(node.span, written=node)
            case document.Scalar(value=str(file)) if file.endswith((".csv", ".yaml", ".yml")):
                return cls(node.span, file)
        hint = "gold: {queue: General}, or the name of a .csv or .yaml file beside the settings"
        invalid: Self = problems.add("rows are written by their keys, or in a file", node.span, hint)
        return invalid


@dataclass(frozen=True, slots=True)
class TableSettings:
    """`key` is what people see above the keys; without a `division` it is the project's."""

    span: Span
    columns: Mapping[str, ColumnSettings] = field(default_factory=dict)
    key: str | None = None
    description: str | None = None
    division: str | None = None
    rows: RowSource | None = None
    other_rows: Literal["keep", "remove"] = "keep"
    ownership: Ownership = Ownership.OWN

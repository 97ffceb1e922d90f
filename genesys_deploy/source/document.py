"""YAML and JSON as trees of nodes that know where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.source.span import Span

__all__ = ["Entry", "Mapping", "Node", "Plain", "Scalar", "ScalarValue", "Sequence", "plain"]

ScalarValue: TypeAlias = str | int | float | bool | None
Plain: TypeAlias = "ScalarValue | list[Plain] | dict[str, Plain]"


@dataclass(frozen=True, slots=True)
class Scalar:
    """`value` as YAML 1.2 (or JSON) reads it, `text` as it is written without its quotes."""

    value: ScalarValue
    text: str
    span: Span
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Entries in the order of the file; keys by their text, so that `no:` and `010:` stay words."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, key: str) -> Node | None:
        entry = self.entry(key)
        return entry.value if entry else None

    def entry(self, key: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.key.text == key), None)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(entry.key.text for entry in self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    span: Span

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


Node: TypeAlias = Scalar | Mapping | Sequence


def plain(node: Node) -> Plain:
    """The same data as Python's own lists, dicts and scalars, positions left behind."""
    match node:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {entry.key.text: plain(entry.value) for entry in entries}

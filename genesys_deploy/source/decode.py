"""From a document's nodes to frozen dataclasses, all problems at once, each with its place.

The shape is the dataclass: its fields' names, types and defaults. Understood are `str`, `int`, `float`,
`bool`, `X | None`, `Literal[...]`, enums of strings, `tuple[X, ...]`, `Mapping[str, X]`, nested
dataclasses, and `Node` or `Span` (a field of type `Span` gets the place of its mapping). A class may
take a shape that is not a mapping by a classmethod `from_node(node, problems)`.

Why not a library: those that collect every problem cost 130 ms and more at start, and none keeps the
positions (see docs/decisions).
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping as AbstractMapping
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from genesys_deploy.source.document import Entry, Mapping, Node, Scalar, Sequence
from genesys_deploy.source.errors import SourceProblems
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.span import Span
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["INVALID", "Problems", "decode", "decode_or_raise"]

RULE = "wrong-shape"
INVALID: Any = object()
"""What stands for a value that could not be read; a finding says why."""

T = TypeVar("T")
_NODES = frozenset(typing.get_args(Node))
_NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


class Problems:
    """Collects findings while a document is read."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def add(self, message: str, span: Span, hint: str | None = None) -> Any:
        self.findings.append(Finding(RULE, Severity.ERROR, message, span, hint))
        return INVALID


def decode_or_raise(kind: type[T], node: Node) -> T:
    """Read `node` as a `kind`.

    Raises:
        SourceProblems: everything that does not fit.
    """
    problems = Problems()
    value = decode(kind, node, problems)
    if problems.findings:
        raise SourceProblems(problems.findings)
    return typing.cast("T", value)


def decode(kind: Any, node: Node, problems: Problems, path: str = "") -> Any:
    """Read `node` as a `kind`; what does not fit goes to `problems`, and `INVALID` comes back."""
    if kind is Any or kind is Node:
        return node
    if hasattr(kind, "from_node"):
        return kind.from_node(node, problems)
    if dataclasses.is_dataclass(kind):
        return _dataclass(kind, node, problems, path)
    origin = typing.get_origin(kind)
    if origin is None:
        return _scalar(kind, node, problems, path)
    return _READERS[origin](typing.get_args(kind), node, problems, path)


def _dataclass(kind: Any, node: Node, problems: Problems, path: str) -> Any:
    if not isinstance(node, Mapping):
        return problems.add(f"{path or 'the file'} must be a mapping of names to values", node.span)
    fields = _fields(kind)
    values: dict[str, Any] = {name: node.span for name, field in fields.items() if field.type is Span}
    wanted = [name for name in fields if name not in values]
    for entry in node:
        if entry.key.text in wanted:
            values[entry.key.text] = decode(
                fields[entry.key.text].type, entry.value, problems, _join(path, entry.key.text)
            )
        else:
            _unknown_key(entry, wanted, path, problems)
    _missing(fields, values, node, path, problems)
    return INVALID if INVALID in values.values() or len(values) < _required(fields) else kind(**values)


def _unknown_key(entry: Entry, wanted: list[str], path: str, problems: Problems) -> None:
    place = f" in {path}" if path else ""
    hint = did_you_mean(entry.key.text, wanted) or f"known here: {', '.join(sorted(wanted))}"
    problems.add(f'unknown key "{entry.key.text}"{place}', entry.key.span, hint)


def _missing(
    fields: dict[str, _Field], values: dict[str, Any], node: Mapping, path: str, problems: Problems
) -> None:
    for name, field in fields.items():
        if field.required and name not in values:
            values[name] = problems.add(f'"{_join(path, name)}" is missing', node.span, "add it")


def _scalar(kind: Any, node: Node, problems: Problems, path: str) -> Any:
    what = path or "the value"
    if not isinstance(node, Scalar):
        return problems.add(f"{what} must be {_name(kind)}", node.span)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _choice(tuple(kind), node, problems, path)
    if kind is float and type(node.value) is int:
        return float(node.value)
    if type(node.value) is not kind:
        hint = "put it in quotes" if kind is str and node.value is not None else None
        return problems.add(f"{what} must be {_name(kind)}, not {node.text or 'empty'}", node.span, hint)
    return node.value


def _choice(options: tuple[Any, ...], node: Node, problems: Problems, path: str) -> Any:
    value = node.value if isinstance(node, Scalar) else None
    for option in options:
        if option == value and type(value) is (str if isinstance(option, str) else type(option)):
            return option
    known = ", ".join(str(option) for option in options)
    found = node.text if isinstance(node, Scalar) else "a structure"
    return problems.add(f"{path or 'the value'} cannot be {found}", node.span, f"one of: {known}")


def _optional(options: tuple[Any, ...], node: Node, problems: Problems, path: str) -> Any:
    if isinstance(node, Scalar) and node.value is None and types.NoneType in options:
        return None
    kinds = [option for option in options if option is not types.NoneType]
    if set(kinds) == _NODES:
        return node
    (kind,) = kinds
    return decode(kind, node, problems, path)


def _tuple(options: tuple[Any, ...], node: Node, problems: Problems, path: str) -> Any:
    if not isinstance(node, Sequence):
        return problems.add(f"{path or 'the value'} must be a list", node.span)
    items = tuple(decode(options[0], item, problems, f"{path}[{n}]") for n, item in enumerate(node, 1))
    return INVALID if INVALID in items else items


def _mapping(options: tuple[Any, ...], node: Node, problems: Problems, path: str) -> Any:
    if not isinstance(node, Mapping):
        return problems.add(f"{path or 'the value'} must be a mapping of names to values", node.span)
    items = {
        entry.key.text: decode(options[1], entry.value, problems, _join(path, entry.key.text))
        for entry in node
    }
    return INVALID if INVALID in items.values() else items


_READERS: dict[Any, Callable[[tuple[Any, ...], Node, Problems, str], Any]] = {
    types.UnionType: _optional,
    typing.Union: _optional,
    typing.Literal: _choice,
    tuple: _tuple,
    AbstractMapping: _mapping,
    dict: _mapping,
}


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    type: Any
    required: bool


@cache
def _fields(kind: Any) -> dict[str, _Field]:
    hints = typing.get_type_hints(kind)
    missing = dataclasses.MISSING
    return {
        field.name: _Field(hints[field.name], field.default is missing and field.default_factory is missing)
        for field in dataclasses.fields(kind)
        if field.init
    }


def _required(fields: dict[str, _Field]) -> int:
    return sum(field.required for field in fields.values())


def _name(kind: Any) -> str:
    return _NAMES.get(kind, getattr(kind, "__name__", str(kind)))


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name

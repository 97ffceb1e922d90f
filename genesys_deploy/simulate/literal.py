"""What `lit:` stands for, given the type that its place asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from collections.abc import Mapping as AbstractMapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from genesys_deploy.architect.expressions.types import UNKNOWN, Type
from genesys_deploy.architect.expressions.values import Json, Reference
from genesys_deploy.simulate.errors import NotSimulated
from genesys_deploy.source.document import Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.values import Value

__all__ = ["Identify", "literal_value"]

Identify: TypeAlias = Callable[[str, str], Reference]
"""Kind and name of a network object that a flow names, to the object."""

_UNITS: Final = MappingProxyType(
    {"days": 86_400_000, "hours": 3_600_000, "minutes": 60_000, "seconds": 1000, "ms": 1}
)


def literal_value(node: Node, wanted: Type, identify: Identify) -> Value:
    """The value of a literal.

    Raises:
        NotSimulated: no such literal is known for that type.
    """
    try:
        match node:
            case Sequence(items=items):
                return tuple(literal_value(_inner(item), wanted.item, identify) for item in items)
            case Mapping():
                return _structure(node, wanted, identify)
            case Scalar(value=None):
                return None
            case Scalar():
                return _SCALARS.get(wanted.kind, _as_written)(node)
    except (ValueError, InvalidOperation):
        raise NotSimulated(f"this is no literal of type {wanted}", span=node.span) from None


def _inner(item: Node) -> Node:
    inner = item.get("lit") if isinstance(item, Mapping) else None
    return inner if inner is not None else item


def _structure(node: Mapping, wanted: Type, identify: Identify) -> Value:
    name = node.get("name")
    if isinstance(name, Scalar):
        return identify(wanted.kind, name.text)
    if wanted.kind in {"duration", UNKNOWN.kind} and node.keys and set(node.keys) <= set(_UNITS):
        return timedelta(milliseconds=sum(_amount(entry.value) * _UNITS[entry.key.text] for entry in node))
    raise NotSimulated(
        f"a literal of type {wanted} with {', '.join(node.keys)} is not modelled", span=node.span
    )


def _amount(node: Node) -> float:
    return float(node.text) if isinstance(node, Scalar) else 0.0


def _as_written(node: Scalar) -> Value:
    return Decimal(node.text) if isinstance(node.value, float) else node.value


def _boolean(node: Scalar) -> Value:
    if node.text.lower() not in {"true", "false"}:
        raise ValueError(node.text)
    return node.text.lower() == "true"


def _moment(node: Scalar) -> Value:
    moment = datetime.fromisoformat(node.text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_SCALARS: Final[AbstractMapping[str, Callable[[Scalar], Value]]] = MappingProxyType(
    {
        "string": lambda node: node.text,
        "integer": lambda node: int(node.text),
        "decimal": lambda node: Decimal(node.text),
        "boolean": _boolean,
        "json": lambda node: Json(json.loads(node.text)),
        "dateTime": _moment,
        "date": lambda node: date.fromisoformat(node.text),
        "time": lambda node: time.fromisoformat(node.text),
    }
)

"""Events of a run, values and all, as plain JSON."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import singledispatch
from typing import Any

from genesys_deploy.local_org.org import timestamp
from genesys_deploy.source.span import Span

__all__ = ["told"]


def told(thing: object) -> dict[str, Any]:
    """An event or an ending: its fields, and its own name as `event`."""
    return {"event": type(thing).__name__, **_fields(thing)}


def _fields(thing: Any) -> dict[str, Any]:
    return {field.name: _plain(getattr(thing, field.name)) for field in dataclasses.fields(thing)}


@singledispatch
def _plain(value: object) -> Any:
    """Dataclasses by their fields; what JSON has no form for by its text."""
    return _fields(value) if dataclasses.is_dataclass(value) else str(value)


@_plain.register(type(None))
@_plain.register(int)
@_plain.register(float)
def _scalar(value: float | None) -> Any:
    return value


@_plain.register
def _choice(value: Enum) -> Any:
    return value.value


@_plain.register
def _number(value: Decimal) -> Any:
    return float(value)


@_plain.register
def _moment(value: datetime) -> Any:
    return timestamp(value)


@_plain.register
def _duration(value: timedelta) -> Any:
    """In seconds."""
    return value.total_seconds()


@_plain.register
def _place(value: Span) -> Any:
    return {"file": value.file, "line": value.start.line, "column": value.start.column}


@_plain.register(Mapping)
def _mapping(value: Mapping[str, object]) -> Any:
    return {name: _plain(item) for name, item in value.items()}


@_plain.register(list)
@_plain.register(tuple)
def _sequence(value: list[object] | tuple[object, ...]) -> Any:
    return [_plain(item) for item in value]

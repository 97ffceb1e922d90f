"""The type of a value that came from outside."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from genesys_deploy.architect.expressions.types import ANY, NOT_SET_TYPE, Type
from genesys_deploy.architect.expressions.values import Currency, Json, Record, Reference, Value

__all__ = ["type_of"]

_KINDS: Final[dict[type, str]] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    Decimal: "decimal",
    datetime: "dateTime",
    date: "date",
    time: "time",
    timedelta: "duration",
    Currency: "currency",
    Json: "json",
}


def type_of(value: Value) -> Type:
    """NOT_SET has the type of its literal; an empty collection is one of `any`."""
    match value:
        case None:
            return NOT_SET_TYPE
        case tuple():
            first = next((item for item in value if item is not None), None)
            return type_of(first).many if first is not None else ANY.many
        case Reference(kind=kind):
            return Type(kind)
        case Record(type=type_):
            return type_
    return Type(_KINDS[type(value)])

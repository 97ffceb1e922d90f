"""Plain JSON values, as Data Actions give and take them, to values of the Architect language and back."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

from genesys_deploy.architect.expressions.values import Currency, Json, Record, Reference
from genesys_deploy.simulate.errors import WrongAnswer
from genesys_deploy.simulate.requests import Open

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from genesys_deploy.architect.expressions.types import Type
    from genesys_deploy.architect.expressions.values import JsonData, Value

__all__ = ["from_json", "to_json"]


def to_json(value: Value) -> object:
    """What a Data Action is given for `value`: text, number, boolean, or a list of these."""
    if value is None or isinstance(value, str | bool | int):
        return value
    writer = next((write for kind, write in _WRITERS.items() if isinstance(value, kind)), str)
    return writer(value)


def from_json(data: object, wanted: Type | None, what: str) -> Value:
    """`data` as a value of type `wanted`; null is NOT_SET. `what` names the output in the error message.

    Raises:
        WrongAnswer: it is of another type.
    """
    if data is None:
        return None
    if wanted is None or wanted.kind == "unknown":
        return _by_its_own_type(data)
    if wanted.collection:
        if not isinstance(data, list | tuple):
            raise _misfit(data, wanted, what)
        return tuple(from_json(item, wanted.item, what) for item in data)
    reader = _READERS.get(wanted.kind)
    if reader is None:
        return _by_its_own_type(data)
    try:
        return reader(data)
    except (TypeError, ValueError, InvalidOperation):
        raise _misfit(data, wanted, what) from None


def _misfit(data: object, wanted: Type, what: str) -> WrongAnswer:
    return WrongAnswer(f"{what} is to be of type {wanted}, but the answer gives {data!r}")


def _by_its_own_type(data: object) -> Value:
    match data:
        case str() | bool() | int() | Decimal() | None:
            return data
        case float():
            return Decimal(str(data))
        case list() if all(isinstance(item, str | bool | int | float) for item in data):
            return tuple(_by_its_own_type(item) for item in data)
        case dict() | list():
            return Json(cast("JsonData", data))
        case _:
            return cast("Value", data)


def _text(data: object) -> Value:
    return data if isinstance(data, str) else _refuse(data)


def _whole_number(data: object) -> Value:
    number = _number(data)
    return int(number) if number == number.to_integral_value() else _refuse(data)


def _number(data: object) -> Decimal:
    if isinstance(data, bool) or not isinstance(data, int | float | Decimal):
        raise TypeError(data)
    return Decimal(str(data))


def _truth(data: object) -> Value:
    return data if isinstance(data, bool) else _refuse(data)


def _moment(data: object) -> Value:
    if isinstance(data, datetime):
        return data
    return datetime.fromisoformat(data) if isinstance(data, str) else _refuse(data)


def _json(data: object) -> Value:
    return data if isinstance(data, Json) else Json(cast("JsonData", data))


def _refuse(data: object) -> Value:
    raise TypeError(data)


_READERS: Final[Mapping[str, Callable[[object], Value]]] = MappingProxyType(
    {
        "string": _text,
        "integer": _whole_number,
        "decimal": _number,
        "boolean": _truth,
        "dateTime": _moment,
        "json": _json,
    }
)


def _of_decimal(value: Decimal) -> object:
    return int(value) if value == value.to_integral_value() else float(value)


def _of_record(value: Record) -> object:
    return {name: to_json(field) for name, field in value.fields.items()}


_WRITERS: Final[Mapping[type, Callable[[Any], object]]] = MappingProxyType(
    {
        Decimal: _of_decimal,
        tuple: lambda value: [to_json(item) for item in value],
        Json: lambda value: value.data,
        datetime: lambda value: value.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        Reference: lambda value: value.id,
        Currency: lambda value: float(value.amount),
        Record: _of_record,
        Open: lambda value: value,
    }
)

"""Values from plain JSON data: what a Data Action returns, a test gives, a person types.

A DateTime or Duration comes as its ISO text, a Currency as `5.00|USD` or an object, something of the org as an
object with `id` and `name` or as its name alone, any other record as an object of its properties.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Final

from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.functions.conversion import to_currency, to_date_time, to_duration
from genesys_deploy.architect.expressions.functions.phone import to_phone_number
from genesys_deploy.architect.expressions.limits import checked_collection, checked_integer
from genesys_deploy.architect.expressions.properties import property_type
from genesys_deploy.architect.expressions.types import STRING, Type
from genesys_deploy.architect.expressions.values import Currency, Json, Record, Reference, Value

__all__ = ["REFERENCE_KINDS", "value_from_plain"]

REFERENCE_KINDS: Final = frozenset(
    {
        "emergencyGroup", "group", "languageSkill", "queue", "schedule", "scheduleGroup", "skill", "user", "wrapupCode",
        "utilizationLabel", "workbin",
    }
)  # fmt: skip

_MOST_UNITS: Final = 10_000_000
_UNITS: Final = {
    "days": timedelta(days=1),
    "hours": timedelta(hours=1),
    "minutes": timedelta(minutes=1),
    "seconds": timedelta(seconds=1),
    "milliseconds": timedelta(milliseconds=1),
    "ms": timedelta(milliseconds=1),
}


def value_from_plain(data: object, type_: Type) -> Value:
    """Read `data` as a `type_`; null is NOT_SET.

    Raises:
        EvaluationError: the data is no such value.
    """
    if type_.collection:
        return _collection(data, type_.item)
    if data is None:
        return None
    if type_.kind in REFERENCE_KINDS:
        return _reference(data, type_.kind)
    reader = _READERS.get(type_.kind)
    value = _record(data, type_) if reader is None else reader(data)
    if value is None:
        raise _unfit(data, type_.kind)
    return value


def _collection(data: object, item: Type) -> tuple[Value, ...]:
    if data is None:
        return ()
    if not isinstance(data, list | tuple):
        raise _unfit(data, item.many)
    return checked_collection(tuple(value_from_plain(entry, item) for entry in data))


def _string(data: object) -> str | None:
    if isinstance(data, bool):
        return str(data).lower()
    return str(data) if isinstance(data, str | int | float | Decimal) else None


def _boolean(data: object) -> bool | None:
    words = {"true": True, "false": False}
    return data if isinstance(data, bool) else words.get(data.lower()) if isinstance(data, str) else None


def _integer(data: object) -> int | None:
    number = _decimal(data)
    return (
        checked_integer(int(number)) if number is not None and number == number.to_integral_value() else None
    )


def _decimal(data: object) -> Decimal | None:
    if isinstance(data, bool) or not isinstance(data, str | int | float | Decimal):
        return None
    try:
        number = Decimal(str(data))
    except ArithmeticError:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 100 else None


def _text(convert: Callable[[str], Value]) -> Callable[[object], Value]:
    return lambda data: convert(data) if isinstance(data, str) else None


def _duration(data: object) -> Value:
    """ISO text, or parts as flow YAML writes them: `{minutes: 5}`."""
    if not isinstance(data, Mapping):
        return to_duration(data) if isinstance(data, str) else None
    total = timedelta()
    for unit, written in data.items():
        step, amount = _UNITS.get(str(unit)), _integer(written)
        if step is None or amount is None or abs(amount) > _MOST_UNITS:
            return None
        total += step * amount
    return total


def _currency(data: object) -> Value:
    if isinstance(data, Mapping):
        code = data.get("code")
        return Currency(_decimal(data.get("amount")), None if code is None else str(code))
    return to_currency(data) if isinstance(data, str) else None


def _iso(read: Callable[[str], Value]) -> Callable[[object], Value]:
    def convert(data: object) -> Value:
        try:
            return read(data) if isinstance(data, str) else None
        except ValueError:
            return None

    return convert


def _json(data: object) -> Json:
    plain: Any = json.loads(json.dumps(data, default=str), parse_float=Decimal)
    return Json(plain)


def _reference(data: object, kind: str) -> Reference:
    if isinstance(data, str):
        return Reference(kind, data, data)
    if isinstance(data, Mapping):
        name, username = data.get("name"), data.get("username")
        id_ = data.get("id", name)
        if id_ is not None:
            return Reference(kind, str(id_), _optional(name), _optional(username))
    raise _unfit(data, kind)


def _optional(text: object) -> str | None:
    return None if text is None else str(text)


def _record(data: object, type_: Type) -> Record:
    if not isinstance(data, Mapping):
        raise _unfit(data, type_.kind)
    fields = {
        str(name): value_from_plain(content, property_type(type_, str(name)) or STRING)
        for name, content in data.items()
    }
    return Record(type_, fields)


def _unfit(data: object, kind: object) -> EvaluationError:
    shown = json.dumps(data, default=str, ensure_ascii=False)
    return EvaluationError(f"{shown if len(shown) <= 40 else shown[:40] + '…'} is no value of type {kind}")


def _phone(data: object) -> Value:
    return to_phone_number(data) if isinstance(data, str) else _record(data, Type("phoneNumber"))


_READERS: Final[dict[str, Callable[[object], Value]]] = {
    "string": _string,
    "boolean": _boolean,
    "integer": _integer,
    "decimal": _decimal,
    "dateTime": _text(to_date_time),
    "duration": _duration,
    "date": _iso(date.fromisoformat),
    "time": _iso(time.fromisoformat),
    "currency": _currency,
    "json": _json,
    "phoneNumber": _phone,
    "communication": _string,
}

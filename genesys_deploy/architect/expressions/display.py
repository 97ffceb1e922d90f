"""A value as text, the way `ToString` gives it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any, Final

from genesys_deploy.architect.expressions.values import Currency, Json, Record, Reference, Value

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["currency_text", "decimal_text", "duration_text", "join_texts", "to_text"]

_TEXT_PROPERTY: Final = {
    "emailAddress": "id",
    "emailAttachment": "id",
    "externalPhoneNumber": "display",
    "phoneNumber": "raw",
    "prompt": "name",
    "shortMessage": "body",
}


def to_text(value: Value) -> str | None:
    """What `ToString` gives: NOT_SET stays NOT_SET, the items of a collection come one a line."""
    if value is None:
        return None
    return _BY_CLASS[type(value)](value)


def join_texts(items: tuple[Value, ...], delimiter: str | None, places: int | None = None) -> str:
    """The items' texts, an unset one as nothing, with a newline where no delimiter is given."""
    texts = (_with_places(item, places) or "" for item in items)
    return ("\n" if delimiter is None else delimiter).join(texts)


def _with_places(value: Value, places: int | None) -> str | None:
    if isinstance(value, Decimal):
        return decimal_text(value, places)
    if isinstance(value, Currency):
        return currency_text(value, places)
    return to_text(value)


def decimal_text(value: Decimal, places: int | None = None) -> str:
    """With so many places; without a number of them as few as say it all, at least one."""
    if places is not None:
        return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return _at_least(value, 1)


def currency_text(value: Currency, places: int | None = None) -> str:
    """`5.00|USD`; what is not set is left out on its side of the bar."""
    amount = "" if value.amount is None else _amount(value.amount, places)
    return f"{amount}|{value.code or ''}"


def _amount(amount: Decimal, places: int | None) -> str:
    return _at_least(amount, 2) if places is None else decimal_text(amount, places)


def _at_least(value: Decimal, places: int) -> str:
    whole, _, fraction = f"{value:f}".partition(".")
    return f"{whole}.{fraction.rstrip('0').ljust(places, '0')}"


def duration_text(value: timedelta) -> str:
    """As XML Schema writes it: `-P9DT18H29M59.544S`, zero as `PT0S`."""
    milliseconds = abs(value) // timedelta(milliseconds=1)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    seconds = f"{rest // 1000}.{rest % 1000:03}" if rest % 1000 else str(rest // 1000)
    clock = "".join(
        f"{n}{unit}" for n, unit in ((hours, "H"), (minutes, "M"), (seconds, "S")) if n not in (0, "0")
    )
    text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return ("-" if value < timedelta(0) else "") + "P" + (text or "T0S")


def _date_time(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _reference(value: Reference) -> str | None:
    return (value.username if value.kind == "user" else None) or value.name or value.id


def _record(value: Record) -> str | None:
    return to_text(value.fields.get(_TEXT_PROPERTY.get(value.type.kind, "id")))


def _json(value: Json) -> str | None:
    if value.data is None or isinstance(value.data, str):
        return value.data
    return json.dumps(value.data, ensure_ascii=False, default=float)


_BY_CLASS: Final[dict[type, Callable[[Any], str | None]]] = {
    str: str,
    bool: lambda value: "true" if value else "false",
    int: str,
    Decimal: decimal_text,
    datetime: _date_time,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: duration_text,
    tuple: lambda items: join_texts(items, None),
    Currency: currency_text,
    Reference: _reference,
    Record: _record,
    Json: _json,
}

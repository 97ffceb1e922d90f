"""The conversions, called by name or added by the checker where a place asks for a type.

NOT_SET stays NOT_SET, and so does a text without content.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final, TypeVar

from genesys_deploy.architect.expressions.display import currency_text, decimal_text, join_texts, to_text
from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.limits import checked_date_time, checked_integer
from genesys_deploy.architect.expressions.signatures import Function
from genesys_deploy.architect.expressions.values import Currency, Json, Value

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FUNCTIONS", "to_currency", "to_date_time", "to_duration"]

T = TypeVar("T")
_INTEGER: Final = re.compile(r"[-+]?\d{1,18}\Z", re.ASCII)
_DECIMAL: Final = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)\Z", re.ASCII)
_DATE_TIME: Final = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[-+]\d\d:\d\d)?\Z", re.ASCII | re.IGNORECASE
)
_DURATION: Final = re.compile(
    r"(-)?P(?!\Z)(?:(\d+)D)?(?:T(?!\Z)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?\Z", re.ASCII
)
_TRUE: Final = frozenset({"true", "1", "t"})
_FALSE: Final = frozenset({"false", "0", "f"})


def _same(value: T) -> T:
    return value


def _unset(_: object) -> None:
    return None


def _if_set(convert: Callable[[Any], Value]) -> Callable[[Any], Value]:
    return lambda value: None if value is None else convert(value)


def _if_written(convert: Callable[[str], Value]) -> Callable[[str | None], Value]:
    return lambda text: convert(text.strip()) if text and text.strip() else None


def _unreadable(text: str, kind: str) -> EvaluationError:
    shown = text if len(text) <= 40 else text[:40] + "…"
    return EvaluationError(f'"{shown}" is no {kind}')


def _text_to_bool(text: str) -> bool | None:
    word = text.lower()
    return True if word in _TRUE else False if word in _FALSE else None


def _text_to_int(text: str) -> int:
    if not _INTEGER.match(text):
        raise _unreadable(text, "Integer")
    return checked_integer(int(text))


def _text_to_decimal(text: str) -> Decimal:
    if not _DECIMAL.match(text):
        raise _unreadable(text, "Decimal")
    return Decimal(text)


def to_date_time(text: str) -> datetime:
    """From `YYYY-MM-DDThh:mm:ss` and `Z`, an offset or nothing; fractions of a second are dropped."""
    match = _DATE_TIME.match(text)
    if match is None:
        raise _unreadable(text, "DateTime (YYYY-MM-DDThh:mm:ssZ)")
    try:
        moment = datetime.fromisoformat(match[1].upper() + (match[2] or "Z").upper())
    except ValueError:
        raise _unreadable(text, "DateTime: there is no such day or time") from None
    return checked_date_time(moment.astimezone(UTC))


def _seconds_to_date_time(seconds: int) -> datetime:
    return checked_date_time(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))


def to_duration(text: str) -> timedelta:
    """From XML Schema's `-P1DT2H3M4.567S`; beyond milliseconds it is cut."""
    match = _DURATION.match(text)
    if match is None:
        raise _unreadable(text, "Duration (P1DT2H3M4S)")
    sign, days, hours, minutes, seconds, fraction = match.groups()
    try:
        span = timedelta(
            days=int(days or 0),
            hours=int(hours or 0),
            minutes=int(minutes or 0),
            seconds=int(seconds or 0),
            milliseconds=int((fraction or "0").ljust(3, "0")[:3]),
        )
    except (OverflowError, ValueError):
        raise _unreadable(text, "Duration: it is too long") from None
    return -span if sign else span


def _json(convert: Callable[[Any], Value]) -> Callable[[Json | None], Value]:
    """A JSON value converts as its text does."""
    return lambda value: None if value is None else convert(to_text(value))


def _decimal_places(value: Decimal | None, places: int) -> str | None:
    return None if value is None else decimal_text(value, places)


def _currency_places(value: Currency | None, places: int) -> str | None:
    return None if value is None else currency_text(value, places)


def _truncate(value: Decimal) -> int:
    return checked_integer(int(value))


def _milliseconds(value: timedelta) -> int:
    return checked_integer(value // timedelta(milliseconds=1))


def to_currency(text: str) -> Currency:
    amount, _, code = text.partition("|")
    try:
        return Currency(Decimal(amount) if amount.strip() else None, code.strip() or None)
    except InvalidOperation:
        raise _unreadable(text, "Currency (5.00|USD)") from None


_to_bool = _if_written(_text_to_bool)
_to_int = _if_written(_text_to_int)
_to_decimal = _if_written(_text_to_decimal)
_to_date_time = _if_written(to_date_time)
_to_duration = _if_written(to_duration)

FUNCTIONS: Final = (
    Function(
        "ToBool",
        {
            "valueToConvert: decimal? -> boolean": _if_set(bool),
            "valueToConvert: string? -> boolean": _to_bool,
            "valueToConvert: integer? -> boolean": _if_set(bool),
            "valueToConvert: notSet? -> boolean": _unset,
            "valueToReturn: boolean? -> boolean": _same,
            "valueToConvert: json? -> boolean": _json(_to_bool),
        },
    ),
    Function(
        "ToString",
        {
            "valueToConvert: any? -> string": to_text,
            "nullValue: notSet? -> string": _unset,
            "valueToConvert: anyCollection -> string": to_text,
            "valueToConvert: anyCollection, delimiter: string? -> string": join_texts,
            "decimalValueToConvert: decimal?, decimalPlaces: integer 1..28 -> string": _decimal_places,
            "currencyValueToConvert: currency?, decimalPlaces: integer 1..28 -> string": _currency_places,
            "valueToConvert: decimalCollection, decimalPlaces: integer 1..28 -> string": lambda items, places: (
                join_texts(items, None, places)
            ),
            "currencyCollectionToConvert: currencyCollection?, decimalPlaces: integer 1..28 -> string": lambda items, places: (
                join_texts(items, None, places)
            ),
            "valueToConvert: decimalCollection, delimiter: string?, decimalPlaces: integer 1..28 -> string": join_texts,
            "currencyCollectionToConvert: currencyCollection?, delimiter: string?, decimalPlaces: integer 1..28 -> string": join_texts,
        },
    ),
    Function(
        "ToInt",
        {
            "valueToConvert: boolean? -> integer": _if_set(int),
            "valueToConvert: decimal? -> integer": _if_set(_truncate),
            "valueToConvert: string? -> integer": _to_int,
            "valueToConvert: notSet? -> integer": _unset,
            "valueToReturn: integer? -> integer": _same,
            "valueToConvert: duration? -> integer": _if_set(_milliseconds),
            "valueToConvert: json? -> integer": _json(_to_int),
        },
    ),
    Function(
        "ToDecimal",
        {
            "valueToConvert: boolean? -> decimal": _if_set(Decimal),
            "valueToConvert: currency? -> decimal": _if_set(lambda value: value.amount),
            "valueToConvert: string? -> decimal": _to_decimal,
            "valueToConvert: integer? -> decimal": _if_set(Decimal),
            "valueToConvert: notSet? -> decimal": _unset,
            "valueToReturn: decimal? -> decimal": _same,
            "valueToConvert: json? -> decimal": _json(_to_decimal),
        },
    ),
    Function(
        "ToDateTime",
        {
            "text: string? -> dateTime": _to_date_time,
            "valueToConvert: integer? -> dateTime": _if_set(_seconds_to_date_time),
            "valueToConvert: notSet? -> dateTime": _unset,
            "valueToReturn: dateTime? -> dateTime": _same,
            "valueToConvert: json? -> dateTime": _json(_to_date_time),
        },
    ),
    Function(
        "ToDuration",
        {
            "valueToConvert: string? -> duration": _to_duration,
            "valueToConvert: integer? -> duration": _if_set(lambda value: timedelta(milliseconds=value)),
            "valueToConvert: notSet? -> duration": _unset,
            "valueToReturn: duration? -> duration": _same,
            "valueToConvert: json? -> duration": _json(_to_duration),
        },
    ),
    Function(
        "ToCurrency",
        {
            "valueToConvert: string? -> currency": _if_written(to_currency),
            "valueToConvert: decimal? -> currency": _if_set(lambda value: Currency(value, None)),
            "valueToConvert: integer? -> currency": _if_set(lambda value: Currency(Decimal(value), None)),
            "nullValue: notSet? -> currency": _unset,
            "valueToReturn: currency? -> currency": _same,
        },
    ),
)

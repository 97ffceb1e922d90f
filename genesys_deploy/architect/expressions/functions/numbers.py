"""Rounding, sums and averages."""

from __future__ import annotations

from datetime import timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final, TypeVar

from genesys_deploy.architect.expressions.functions.arithmetic import amount, same_code
from genesys_deploy.architect.expressions.limits import checked_integer
from genesys_deploy.architect.expressions.signatures import Function
from genesys_deploy.architect.expressions.values import Currency

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["FUNCTIONS"]

T = TypeVar("T")
_ONE: Final = Decimal(1)
_NO_TIME: Final = timedelta(0)


def _same(value: T) -> T:
    return value


def _rounded(rounding: str) -> Callable[..., Decimal]:
    return lambda value, digits=0: value.quantize(_ONE.scaleb(-digits), rounding)


def _currency(operation: Callable[..., Decimal]) -> Callable[..., Currency]:
    return lambda value, *rest: Currency(operation(amount(value), *rest), value.code)


_ceiling, _floor, _round = (_rounded(rounding) for rounding in (ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP))


def _set(values: Iterable[T | None]) -> list[T]:
    return [value for value in values if value is not None]


def _sum_integers(*values: int | None) -> int:
    return checked_integer(sum(_set(values)))


def _sum_decimals(*values: Decimal | None) -> Decimal:
    return sum(_set(values), Decimal(0))


def _sum_durations(*values: timedelta | None) -> timedelta:
    return sum(_set(values), _NO_TIME)


def _sum_currencies(*values: Currency | None) -> Currency:
    """Unset ones are skipped; of nothing the sum is 0 without a code."""
    given = _set(values)
    for value in given[1:]:
        same_code(given[0], value)
    return Currency(_sum_decimals(*(value.amount for value in given)), given[0].code if given else None)


def _average_decimals(*values: Decimal | int | None) -> Decimal:
    given = [Decimal(value) for value in values if value is not None]
    return sum(given, Decimal(0)) / len(given) if given else Decimal(0)


def _average_durations(*values: timedelta | None) -> timedelta:
    """Down to milliseconds."""
    given = _set(values)
    if not given:
        return _NO_TIME
    return timedelta(milliseconds=_sum_durations(*given) // timedelta(milliseconds=1) // len(given))


def _average_currencies(*values: Currency | None) -> Currency:
    given = [value for value in _set(values) if value.amount is not None]
    total = _sum_currencies(*given)
    return Currency(amount(total) / max(1, len(given)), total.code)


def _items(operation: Callable[..., T]) -> Callable[[Iterable[object]], T]:
    return lambda collection: operation(*collection)


FUNCTIONS: Final = (
    Function(
        "Ceiling",
        {
            "currencyValue: currency -> currency": _currency(_ceiling),
            "decimalValue: decimal -> decimal": _ceiling,
            "integerValue: integer -> integer": _same,
        },
    ),
    Function(
        "Floor",
        {
            "value: currency -> currency": _currency(_floor),
            "decimalValue: decimal -> decimal": _floor,
            "integerValue: integer -> integer": _same,
        },
    ),
    Function(
        "Round",
        {
            "currencyValue: currency -> currency": _currency(_round),
            "value: decimal -> decimal": _round,
            "value: decimal, digits: integer 0..28 -> decimal": _round,
            "value: currency, digits: integer 0..28 -> currency": _currency(_round),
        },
    ),
    Function(
        "Sum",
        {
            "integerValue: integer?, nextIntegerValue: integer?+ -> integer": _sum_integers,
            "currencyValue: currency?, nextCurrencyValue: currency?+ -> currency": _sum_currencies,
            "decimalValue: decimal?, nextDecimalValue: decimal?+ -> decimal": _sum_decimals,
            "value: duration?, nextValue: duration?+ -> duration": _sum_durations,
            "integerCollection: integerCollection -> integer": _items(_sum_integers),
            "currencyCollection: currencyCollection -> currency": _items(_sum_currencies),
            "decimalCollection: decimalCollection -> decimal": _items(_sum_decimals),
            "value: durationCollection -> duration": _items(_sum_durations),
        },
    ),
    Function(
        "Average",
        {
            "value: currency?+ -> currency": _average_currencies,
            "decimalValue: decimal?+ -> decimal": _average_decimals,
            "durationValue: duration?+ -> duration": _average_durations,
            "integerValue: integer?+ -> decimal": _average_decimals,
            "currencyCollection: currencyCollection -> currency": _items(_average_currencies),
            "decimalCollection: decimalCollection -> decimal": _items(_average_decimals),
            "integerCollection: integerCollection -> decimal": _items(_average_decimals),
            "durationCollection: durationCollection -> duration": _items(_average_durations),
        },
    ),
)

"""The operators that calculate."""

from __future__ import annotations

import operator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.limits import checked_date_time, checked_integer
from genesys_deploy.architect.expressions.signatures import Function
from genesys_deploy.architect.expressions.values import Currency

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["FUNCTIONS", "OPERATORS"]

Number = int | Decimal


def _integer(operation: Callable[[int, int], int]) -> Callable[[int, int], int]:
    return lambda left, right: checked_integer(operation(left, right))


def _decimal(operation: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Number, Number], Decimal]:
    return lambda left, right: operation(Decimal(left), Decimal(right))


def same_code(left: Currency, right: Currency) -> str | None:
    if left.code != right.code:
        raise EvaluationError(
            f"the currencies {left.code} and {right.code} cannot be mixed; use ConvertCurrency"
        )
    return left.code


def amount(value: Currency) -> Decimal:
    if value.amount is None:
        raise EvaluationError("the Currency has no amount (NOT_SET)")
    return value.amount


def _currencies(operation: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Currency, Currency], Currency]:
    return lambda left, right: Currency(operation(amount(left), amount(right)), same_code(left, right))


def _currency_by(operation: Callable[[Decimal, Decimal], Decimal]) -> Callable[[Currency, Number], Currency]:
    return lambda left, right: Currency(operation(amount(left), Decimal(right)), left.code)


def _number_by_currency(left: Number, right: Currency) -> Currency:
    return Currency(Decimal(left) * amount(right), right.code)


def _whole_seconds(value: timedelta) -> timedelta:
    """A DateTime has no fractions of a second: those of a Duration are not added."""
    return timedelta(seconds=int(value.total_seconds()))


def later(moment: datetime, span: timedelta) -> datetime:
    return checked_date_time(moment + _whole_seconds(span))


def _earlier(moment: datetime, span: timedelta) -> datetime:
    return checked_date_time(moment - _whole_seconds(span))


def _divide(left: Decimal, right: Decimal) -> Decimal:
    if not right:
        raise EvaluationError("division by zero")
    return left / right


def _modulo(left: Decimal, right: Decimal) -> Decimal:
    if not right:
        raise EvaluationError("division by zero")
    return left % right


def _integer_modulo(left: int, right: int) -> int:
    return int(_modulo(Decimal(left), Decimal(right)))


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if not base and not exponent:
        return Decimal(1)
    result = base**exponent
    if not result.is_finite():
        raise EvaluationError(f"{base} to the power of {exponent} has no result")
    return result


_ADD: Final = Function(
    "+",
    {
        "integer, integer -> integer": _integer(operator.add),
        "decimal, integer -> decimal": _decimal(operator.add),
        "integer, decimal -> decimal": _decimal(operator.add),
        "currency, currency -> currency": _currencies(operator.add),
        "audio, audio -> audio": None,
        "prompt, prompt -> audio": None,
        "audio, prompt -> audio": None,
        "prompt, audio -> audio": None,
        "decimal, decimal -> decimal": _decimal(operator.add),
        "duration, dateTime -> dateTime": lambda span, moment: later(moment, span),
        "dateTime, duration -> dateTime": later,
        "duration, duration -> duration": operator.add,
        "string, string -> string": operator.add,
    },
)
_SUBTRACT: Final = Function(
    "-",
    {
        "integer, integer -> integer": _integer(operator.sub),
        "currency, currency -> currency": _currencies(operator.sub),
        "decimal, decimal -> decimal": _decimal(operator.sub),
        "decimal, integer -> decimal": _decimal(operator.sub),
        "integer, decimal -> decimal": _decimal(operator.sub),
        "duration, duration -> duration": operator.sub,
        "dateTime, duration -> dateTime": _earlier,
    },
)
_MULTIPLY: Final = Function(
    "*",
    {
        "integer, integer -> integer": _integer(operator.mul),
        "decimal, decimal -> decimal": _decimal(operator.mul),
        "integer, decimal -> decimal": _decimal(operator.mul),
        "decimal, integer -> decimal": _decimal(operator.mul),
        "decimal, currency -> currency": _number_by_currency,
        "currency, decimal -> currency": _currency_by(operator.mul),
        "integer, currency -> currency": _number_by_currency,
        "currency, integer -> currency": _currency_by(operator.mul),
    },
)
_DIVIDE: Final = Function(
    "/",
    {
        "integer, decimal nonzero -> decimal": _decimal(_divide),
        "decimal, integer nonzero -> decimal": _decimal(_divide),
        "integer, integer nonzero -> decimal": _decimal(_divide),
        "decimal, decimal nonzero -> decimal": _decimal(_divide),
        "currency, decimal nonzero -> currency": _currency_by(_divide),
        "currency, integer nonzero -> currency": _currency_by(_divide),
    },
)
_POWER: Final = Function(
    "^",
    {
        "integer, integer -> decimal": _decimal(_power),
        "integer, decimal -> decimal": _decimal(_power),
        "decimal, integer -> decimal": _decimal(_power),
        "decimal, decimal -> decimal": _decimal(_power),
    },
)
_MODULO: Final = Function(
    "%",
    {
        "integer, integer nonzero -> integer": _integer_modulo,
        "decimal, decimal nonzero -> decimal": _decimal(_modulo),
        "integer, decimal nonzero -> decimal": _decimal(_modulo),
        "decimal, integer nonzero -> decimal": _decimal(_modulo),
        "currency, decimal nonzero -> currency": _currency_by(_modulo),
        "currency, integer nonzero -> currency": _currency_by(_modulo),
    },
)
_NEGATE: Final = Function(
    "-",
    {
        "currency -> currency": lambda value: Currency(-amount(value), value.code),
        "integer -> integer": operator.neg,
        "decimal -> decimal": lambda value: -value if value else value,
        "duration -> duration": operator.neg,
    },
)

FUNCTIONS: Final[tuple[Function, ...]] = ()
OPERATORS: Final = {
    ("+", 2): _ADD,
    ("-", 2): _SUBTRACT,
    ("*", 2): _MULTIPLY,
    ("/", 2): _DIVIDE,
    ("^", 2): _POWER,
    ("%", 2): _MODULO,
    ("-", 1): _NEGATE,
    ("&", 2): Function("&", {"integer, integer -> integer": operator.and_}),
    ("|", 2): Function("|", {"integer, integer -> integer": operator.or_}),
    ("~", 1): Function("~", {"integer -> integer": operator.invert}),
}

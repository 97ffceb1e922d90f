"""What is equal, and what comes first."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any, Final

from genesys_deploy.architect.expressions.functions.arithmetic import amount, same_code
from genesys_deploy.architect.expressions.functions.phone import phone_identity
from genesys_deploy.architect.expressions.signatures import Function
from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.expressions.values import Currency, Json, Record, Value

__all__ = ["FUNCTIONS", "OPERATORS", "compare_texts", "equal"]

_PHONE: Final = Type("phoneNumber")


def equal(left: Value, right: Value) -> bool:
    """Equality of two values of one type; texts with regard to case, phone numbers by what they call."""
    if type(left) is tuple and type(right) is tuple:
        return len(left) == len(right) and all(map(equal, left, right))
    if isinstance(left, Record) and isinstance(right, Record) and left.type == right.type == _PHONE:
        return phone_identity(left) == phone_identity(right)
    if type(left) is Json and type(right) is not Json:
        return right is not None and left.data == right
    if type(right) is Json and type(left) is not Json:
        return left is not None and right.data == left
    return left == right


def _not_equal(left: Value, right: Value) -> bool:
    return not equal(left, right)


def compare_texts(left: str | None, right: str | None, ignore_case: bool = False) -> int:
    """-1, 0 or 1; letters before case, small before capital, NOT_SET before all."""
    first, second = _sort_key(left, ignore_case=ignore_case), _sort_key(right, ignore_case=ignore_case)
    return (first > second) - (first < second)


def _sort_key(text: str | None, *, ignore_case: bool) -> tuple[int, str, str]:
    if text is None:
        return (0, "", "")
    return (1, text.casefold(), "" if ignore_case else text.swapcase())


def _all_equal(*values: Value) -> bool:
    return all(equal(values[0], value) for value in values[1:])


def _folded(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(_folded(item) for item in value)
    return value.casefold() if isinstance(value, str) else value


def _all_equal_folded(ignore_case: bool | None, *values: Value) -> bool:
    return _all_equal(*(map(_folded, values) if ignore_case else values))


Order = Callable[[Any, Any], bool]


def _texts(order: Order) -> Order:
    return lambda left, right: order(compare_texts(left, right), 0)


def _currencies(order: Order) -> Order:
    def compare(left: Currency, right: Currency) -> bool:
        same_code(left, right)
        return order(amount(left), amount(right))

    return compare


def _ordering(symbol: str, order: Order) -> Function:
    return Function(
        symbol,
        {
            "integer, decimal -> boolean": order,
            "decimal, integer -> boolean": order,
            "currency, currency -> boolean": _currencies(order),
            "dateTime, dateTime -> boolean": order,
            "decimal, decimal -> boolean": order,
            "duration, duration -> boolean": order,
            "integer, integer -> boolean": order,
            "string, string -> boolean": _texts(order),
        },
    )


def _equality(symbol: str, evaluation: Callable[[Value, Value], bool]) -> Function:
    return Function(
        symbol,
        {
            "any?, any? -> boolean": evaluation,
            "decimal?, integer? -> boolean": evaluation,
            "integer?, decimal? -> boolean": evaluation,
            "integerCollection?, decimalCollection? -> boolean": evaluation,
            "decimalCollection?, integerCollection? -> boolean": evaluation,
            "phoneNumber?, phoneNumber? -> boolean": evaluation,
            "anyCollection?, anyCollection? -> boolean": evaluation,
        },
    )


def is_empty(value: Value) -> bool:
    """NOT_SET, a text or a collection without content, a Currency without an amount."""
    match value:
        case None | "" | ():
            return True
        case Currency(amount=None):
            return True
        case Json(data=data):
            return data is None or data == ""
    return False


FUNCTIONS: Final = (
    Function(
        "AreEqual",
        {
            "valueToCompare: any?, valueToCompareTo: any?+ -> boolean": _all_equal,
            "valueToCompare: anyCollection, valueToCompareTo: anyCollection -> boolean": _all_equal,
            "ignoreCase: boolean, valueToCompare: string?, valueToCompareTo: string?+ -> boolean": _all_equal_folded,
            "ignoreCase: boolean, valueToCompare: stringCollection, valueToCompareTo: stringCollection -> boolean": _all_equal_folded,
        },
    ),
    Function(
        "Compare",
        {
            "stringToCompare: string?, stringToCompareTo: string? -> integer": compare_texts,
            "stringToCompare: string?, stringToCompareTo: string?, ignoreCase: boolean -> integer": compare_texts,
        },
    ),
    Function(
        "IsSet",
        {
            "item: any? -> boolean": lambda value: value is not None,
            "item: notSet? -> boolean": lambda _: False,
        },
    ),
    Function(
        "IsNotSetOrEmpty",
        {
            "item: any? -> boolean": is_empty,
            "collection: anyCollection -> boolean": is_empty,
            "item: notSet? -> boolean": is_empty,
        },
    ),
)
OPERATORS: Final = {
    ("==", 2): _equality("==", equal),
    ("!=", 2): _equality("!=", _not_equal),
    ("<", 2): _ordering("<", operator.lt),
    ("<=", 2): _ordering("<=", operator.le),
    (">", 2): _ordering(">", operator.gt),
    (">=", 2): _ordering(">=", operator.ge),
}

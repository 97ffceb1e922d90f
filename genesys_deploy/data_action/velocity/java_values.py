"""Values as Java has them: how they print, when they are equal, how they count.

The engine is a Java one, so `true` prints small, a whole double keeps its ".0", `7 / 2` is 3 and a text
is as long as its UTF-16. Values are Python's `str`, `bool`, `int`, `float`, `None`, `list`, `dict`, and
the tools of the context.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from genesys_deploy.data_action.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "JavaArray",
    "MapEntry",
    "Value",
    "add",
    "calculate",
    "compare",
    "equals",
    "is_number",
    "same",
    "text_of",
]

Value: TypeAlias = Any
"""A Java value; `Any` because templates are untyped."""

MAX_BITS = 10_000
_SMALLEST = math.ulp(0.0)
"""Which Java writes with a digit more than it has."""

Number: TypeAlias = int | float


class JavaArray(list[Value]):
    """An array, as `split` gives it: it is read like a list, and prints nothing that anybody wants."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class MapEntry:
    key: Value
    value: Value


def is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def text_of(value: Value) -> str:
    """What `toString` gives."""
    kind = type(value)
    if kind is str:
        return str(value)
    writer = _WRITERS.get(kind)
    return writer(value) if writer else str(value)


def _text_of_float(number: float) -> str:
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0:
        return "-0.0" if math.copysign(1, number) < 0 else "0.0"
    if 1e-3 <= abs(number) < 1e7:
        plain = format(Decimal(repr(number)), "f")
        return plain if "." in plain else f"{plain}.0"
    if abs(number) == _SMALLEST:
        return "4.9E-324" if number > 0 else "-4.9E-324"
    sign, digits, exponent = Decimal(repr(number)).normalize().as_tuple()
    power = int(exponent) + len(digits) - 1
    written = "".join(map(str, digits))
    return f"{'-' if sign else ''}{written[0]}.{written[1:] or '0'}E{power}"


def _refuse_array(_array: JavaArray) -> str:
    raise TemplateError("an array prints as its address", hint="take its items, with [0] or #foreach")


def _text_of_list(items: list[Value]) -> str:
    return f"[{', '.join(map(text_of, items))}]"


def _text_of_map(entries: dict[Value, Value]) -> str:
    return f"{{{', '.join(f'{text_of(key)}={text_of(value)}' for key, value in entries.items())}}}"


_WRITERS: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "true" if value else "false",
    int: str,
    float: _text_of_float,
    type(None): lambda _: "null",
    list: _text_of_list,
    JavaArray: _refuse_array,
    dict: _text_of_map,
    MapEntry: lambda entry: f"{text_of(entry.key)}={text_of(entry.value)}",
}


def equals(left: Value, right: Value) -> bool:
    """Velocity's `==`: numbers by value, the same kind by `equals`, anything else by its text."""
    if is_number(left) and is_number(right):
        return bool(left == right)
    if left is None or right is None:
        return left is right
    if type(left) is type(right):
        return same(left, right)
    return text_of(left) == text_of(right)


def same(left: Value, right: Value) -> bool:
    """Java's `equals`, which knows no number of another class."""
    if type(left) is not type(right):
        return False
    if isinstance(left, list):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    return bool(left == right)


_COMPARISONS: dict[str, Callable[[Number, Number], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def compare(operator: str, left: Value, right: Value) -> bool:
    """Only numbers have an order; anything else is in none."""
    return is_number(left) and is_number(right) and _COMPARISONS[operator](left, right)


def add(left: Value, right: Value) -> Value:
    """A sum of numbers, a concatenation where one is a text, else nothing."""
    if isinstance(left, str) or isinstance(right, str):
        return text_of(left) + text_of(right)
    return calculate("+", left, right)


def calculate(operator: str, left: Value, right: Value) -> Value:
    """None where an operand is no number, or is divided by zero."""
    if not (is_number(left) and is_number(right)):
        return None
    if operator in "/%" and right == 0:
        return None
    try:
        result = _OPERATIONS[operator](left, right)
    except OverflowError:
        result = math.inf
    if isinstance(result, int) and result.bit_length() > MAX_BITS:
        raise TemplateError(f"a number of more than {MAX_BITS} bits")
    return result


def _divide(left: Number, right: Number) -> Number:
    if isinstance(left, int) and isinstance(right, int):
        quotient = abs(left) // abs(right)
        return quotient if (left < 0) == (right < 0) else -quotient
    return left / right


def _remainder(left: Number, right: Number) -> Number:
    if isinstance(left, int) and isinstance(right, int):
        return left - right * int(_divide(left, right))
    return math.fmod(left, right)


_OPERATIONS: dict[str, Callable[[Number, Number], Number]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _divide,
    "%": _remainder,
}

"""`$math`: Velocity's MathTool, which counts in doubles and reads texts as numbers.

Sums, products, quotients, the largest and the smallest come as integers where they are whole; what is
derived from one kind of number (`abs`, `pow`, totals) stays a double if it was made of one.
"""

from __future__ import annotations

import math
import random
import re
import sys
from functools import reduce
from typing import TYPE_CHECKING, TypeAlias

from genesys_deploy.data_action.velocity.java_values import Value, is_number
from genesys_deploy.data_action.velocity.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["MATH"]

Number: TypeAlias = int | float

_LEADING_NUMBER = re.compile(r"-?(?:\d[\d,]*\.?\d*|\.\d+)(?:E-?\d+)?")
_MAX_INT, _MAX_LONG = 2**31 - 1, 2**63 - 1
_SMALLEST = math.ulp(0.0)
"""Where `max` starts: Java's smallest *positive* double, so that no maximum is negative."""


def _number(value: Value) -> Number | None:
    """A number, or the number with which a text begins; None for anything else."""
    if is_number(value):
        return value  # type: ignore[no-any-return]
    found = _LEADING_NUMBER.match(value) if isinstance(value, str) else None
    return _whole(float(found[0].replace(",", ""))) if found else None


def _whole(number: float) -> Number:
    """An integer where there is no fraction, within the bounds of a long."""
    if not math.isfinite(number) or number != math.floor(number):
        return number
    return max(-_MAX_LONG - 1, min(_MAX_LONG, int(number)))


def _like(number: float, *operands: Number) -> Number:
    """A double where an operand is one."""
    return number if any(isinstance(operand, float) for operand in operands) else _whole(number)


def _int(number: float) -> int:
    """A double as Java casts it to an int: cut off, and kept within its bounds."""
    return max(-_MAX_INT - 1, min(_MAX_INT, int(number)))


def _to_int(number: Number) -> int:
    """`intValue`: of a long the lower 32 bits."""
    if isinstance(number, float):
        return _int(number)
    return (number + _MAX_INT + 1) % (2 * _MAX_INT + 2) - _MAX_INT - 1


def _of(operation: Callable[..., Number | None]) -> Callable[..., Number | None]:
    """The operation on numbers; nothing where an argument is none, or where there is no result."""

    def macro(*arguments: Value) -> Number | None:
        numbers = [_number(argument) for argument in arguments]
        if any(number is None for number in numbers):
            return None
        try:
            return operation(*numbers)
        except (OverflowError, ValueError, ZeroDivisionError):
            return None

    return macro


def _fold(operation: Callable[[float, float], float]) -> Callable[..., Number]:
    def fold(*numbers: Number) -> Number:
        return _whole(reduce(operation, map(float, numbers))) if numbers else 0

    return fold


def _power(base: Number, exponent: Number) -> Number:
    try:
        return _like(math.pow(base, exponent), base, exponent)
    except OverflowError:
        return _like(math.inf, base, exponent)
    except ValueError:
        return math.nan


def _round_to(places: Number, number: Number) -> float:
    """At least to one place, as the tool does it."""
    scale = float(10 ** max(1, int(places)))
    return math.floor(number * scale + 0.5) / scale


def _total(items: Value) -> Number | None:
    numbers = _numbers(items)
    return None if numbers is None else _like(math.fsum(numbers), *numbers)


def _average(items: Value) -> Number | None:
    numbers = _numbers(items)
    if numbers is None:
        return None
    return _like(math.fsum(numbers) / len(numbers), *numbers) if numbers else math.nan


def _numbers(items: Value) -> Sequence[Number] | None:
    numbers = [_number(item) for item in items] if isinstance(items, list) else [None]
    known = [number for number in numbers if number is not None]
    return known if len(known) == len(numbers) else None


MATH = Tool(
    name="math",
    macros={
        "add": {-1: _of(_fold(lambda left, right: left + right))},
        "sub": {-1: _of(_fold(lambda left, right: left - right))},
        "mul": {-1: _of(_fold(lambda left, right: left * right))},
        "div": {-1: _of(_fold(lambda left, right: left / right))},
        "max": {-1: _of(lambda *numbers: _whole(max(_SMALLEST, *map(float, numbers), _SMALLEST)))},
        "min": {-1: _of(lambda *numbers: _whole(min(sys.float_info.max, *map(float, numbers), math.inf)))},
        "pow": {2: _of(_power)},
        "idiv": {2: _of(lambda left, right: int(_to_int(left) / _to_int(right)))},
        "mod": {2: _of(lambda left, right: int(math.fmod(_to_int(left), _to_int(right))))},
        "abs": {1: _of(lambda number: _like(math.fabs(number), number))},
        "ceil": {1: _of(lambda number: _int(math.ceil(number)))},
        "floor": {1: _of(lambda number: _int(math.floor(number)))},
        "round": {1: _of(lambda number: _int(round(number)))},
        "roundTo": {2: _of(_round_to)},
        "toInteger": {1: _of(_to_int)},
        "toDouble": {1: _of(float)},
        "toNumber": {1: _of(lambda number: number)},
        "getTotal": {1: _total},
        "getAverage": {1: _average},
        "random": {2: _of(lambda low, high: _whole(random.uniform(low, high)))},  # noqa: S311
        "getRandom": {0: random.random},
    },
)

"""`$math`: Velocity's MathTool. It counts in doubles, takes texts for numbers, and gives a whole result as an integer."""

from __future__ import annotations

import math
import random
from functools import reduce
from typing import TYPE_CHECKING

from genesys_deploy.data_action.velocity.java_values import Value, is_number
from genesys_deploy.data_action.velocity.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["MATH"]

Number = int | float


def _number(value: Value) -> Number | None:
    if is_number(value):
        return value  # type: ignore[no-any-return]
    try:
        return float(str(value).strip()) if isinstance(value, str) else None
    except ValueError:
        return None


def _tidy(number: Number) -> Number:
    return int(number) if math.isfinite(number) and number == int(number) else number


def _of(operation: Callable[..., Number | None]) -> Callable[..., Number | None]:
    """The operation on numbers; nothing where an argument is none, or there is no result."""

    def macro(*arguments: Value) -> Number | None:
        numbers = [_number(argument) for argument in arguments]
        if any(number is None for number in numbers):
            return None
        try:
            return operation(*numbers)
        except (OverflowError, ValueError, ZeroDivisionError):
            return None

    return macro


def _folded(operation: Callable[[Number, Number], Number | None]) -> dict[int, Callable[..., Number | None]]:
    def fold(*numbers: Number) -> Number | None:
        result: Number | None = reduce(lambda left, right: operation(left, right) or 0, numbers)
        return None if result is None else _tidy(result)

    return {-1: _of(fold)}


def _divide(left: Number, right: Number) -> Number:
    return left / right


def _total(items: Value) -> Number | None:
    numbers = [_number(item) for item in items] if isinstance(items, list) else [None]
    if any(number is None for number in numbers) or not numbers:
        return None
    return _tidy(math.fsum(number for number in numbers if number is not None))


def _average(items: Value) -> Number | None:
    total = _total(items)
    return None if total is None else _tidy(total / len(items))


def _round_to(places: Number, number: Number) -> float:
    scale = 10.0 ** int(places)
    return round(number * scale) / scale


_FOLDED: dict[str, Callable[[Number, Number], Number | None]] = {
    "add": lambda left, right: left + right,
    "sub": lambda left, right: left - right,
    "mul": lambda left, right: left * right,
    "div": _divide,
    "max": max,
    "min": min,
}

MATH = Tool(
    name="math",
    macros={
        **{name: _folded(operation) for name, operation in _FOLDED.items()},
        "pow": {2: _of(lambda base, power: _tidy(float(base) ** power))},
        "idiv": {2: _of(lambda left, right: int(int(left) / int(right)))},
        "mod": {2: _of(lambda left, right: int(math.fmod(int(left), int(right))))},
        "abs": {1: _of(lambda number: _tidy(abs(number)))},
        "ceil": {1: _of(math.ceil)},
        "floor": {1: _of(math.floor)},
        "round": {1: _of(round)},
        "roundTo": {2: _of(_round_to)},
        "toInteger": {1: _of(int)},
        "toDouble": {1: _of(float)},
        "toNumber": {1: _of(_tidy)},
        "getTotal": {1: _total},
        "getAverage": {1: _average},
        "random": {2: _of(lambda low, high: _tidy(random.uniform(low, high)))},  # noqa: S311
        "getRandom": {0: random.random},
    },
)

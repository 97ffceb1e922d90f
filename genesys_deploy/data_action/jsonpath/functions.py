"""What may stand at the end of a path, as `length()`, `sum()` or `keys()`."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.errors import PathError
from genesys_deploy.data_action.velocity.java_values import text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["FUNCTIONS", "OF_CHILDREN"]

SMALLEST = math.ulp(0.0)
"""Jayway looks for a maximum from Java's smallest positive double on, so that no maximum is negative."""


def _numbers(value: Any, parameters: list[Any]) -> list[float]:
    """The numbers of an array, and of the parameters."""
    found = [float(item) for item in _members(value) if _is_number(item)]
    for parameter in parameters:
        found += [float(item) for item in _spread(parameter) if _is_number(item)]
    if not found:
        raise PathError("there is no number to calculate with")
    return found


def _members(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _spread(parameter: Any) -> list[Any]:
    return parameter if isinstance(parameter, list) else [parameter]


def _is_number(item: Any) -> bool:
    return isinstance(item, int | float) and not isinstance(item, bool)


def _sum(value: Any, parameters: list[Any]) -> float:
    total = 0.0
    for number in _numbers(value, parameters):
        total += number
    return total


def _average(value: Any, parameters: list[Any]) -> float:
    return _sum(value, parameters) / len(_numbers(value, parameters))


def _deviation(value: Any, parameters: list[Any]) -> float:
    numbers = _numbers(value, parameters)
    total, squares, count = 0.0, 0.0, float(len(numbers))
    for number in numbers:
        total += number
        squares += number * number
    variance = squares / count - total * total / count / count
    return math.sqrt(variance) if variance >= 0 else math.nan


def _maximum(value: Any, parameters: list[Any]) -> float:
    return max(SMALLEST, *_numbers(value, parameters))


def _minimum(value: Any, parameters: list[Any]) -> float:
    return min(sys.float_info.max, *_numbers(value, parameters))


def _length(value: Any, parameters: list[Any]) -> int | None:
    for parameter in parameters[:1]:
        if isinstance(parameter, list):
            return len(parameter)
    return len(value) if isinstance(value, list | dict) else None


def _keys(value: Any, _parameters: list[Any]) -> list[str] | None:
    return list(value) if isinstance(value, dict) else None


def _concatenated(value: Any, parameters: list[Any]) -> str:
    return "".join(_texts(value, parameters))


def _texts(value: Any, parameters: list[Any]) -> Iterator[str]:
    yield from (item for item in _members(value) if isinstance(item, str))
    for parameter in parameters:
        yield from (text_of(item) for item in _spread(parameter) if item is not None)


def _appended(value: Any, parameters: list[Any]) -> Any:
    return [*value, *parameters] if isinstance(value, list) else value


def _item(value: Any, index: int) -> Any:
    """Counted from the end, Jayway does not reach the first item; its users see that `last()` of one item fails."""
    if not isinstance(value, list):
        raise PathError("there is no array to take an item of")
    place = index if index >= 0 else len(value) + index
    if place >= len(value) or (index < 0 and place <= 0):
        raise PathError(f"there is no item {index} in an array of {len(value)}")
    return value[place]


def _indexed(value: Any, parameters: list[Any]) -> Any:
    numbers = [int(item) for parameter in parameters for item in _spread(parameter) if _is_number(item)]
    if not numbers:
        raise PathError("index() needs a number")
    return _item(value, numbers[0])


FUNCTIONS: Mapping[str, Callable[[Any, list[Any]], Any]] = {
    "length": _length,
    "size": _length,
    "min": _minimum,
    "max": _maximum,
    "avg": _average,
    "sum": _sum,
    "stddev": _deviation,
    "keys": _keys,
    "concat": _concatenated,
    "append": _appended,
    "first": lambda value, _: _item(value, 0),
    "last": lambda value, _: _item(value, -1),
    "index": _indexed,
}
"""By name: from the value and the parameters' values to the result."""

OF_CHILDREN = frozenset({"length", "size"})
"""Functions that count the children of what their first parameter finds."""

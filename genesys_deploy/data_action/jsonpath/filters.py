"""How the operators of a filter judge two values, as Jayway JsonPath does."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from genesys_deploy.data_action.errors import PathError
from genesys_deploy.data_action.velocity.java_text import length
from genesys_deploy.data_action.velocity.java_values import same, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["NEVER_HOLDS", "OPERATORS", "UNDEFINED", "NotApplicable"]

UNDEFINED: Final = object()
"""What a path within a filter is worth where it leads to nothing."""


class NotApplicable(Exception):
    """The operator cannot judge such values: the whole filter is false for the item."""


def _kind(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "truth"
    if isinstance(value, str):
        return "text"
    if isinstance(value, int | float | Decimal):
        return "number"
    return "json" if isinstance(value, list | dict) else "other"


def _exact(number: Any) -> Decimal | int:
    return Decimal(repr(number)) if isinstance(number, float) else number


def _equal(left: Any, right: Any) -> bool:
    match _kind(left), _kind(right):
        case ("number", "number"):
            return _exact(left) == _exact(right)
        case ("number", "text"):
            return _as_number(right) == _exact(left)
        case ("text", "number"):
            return bool(left == _number_text(right))
        case (one, other) if one != other or one == "other":
            return False
        case _:
            return same(left, right)


def _as_number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text.strip() == text and "_" not in text else None
    except InvalidOperation:
        return None


def _number_text(number: Any) -> str:
    return str(number) if isinstance(number, Decimal) else text_of(number)


def _equal_of_one_kind(left: Any, right: Any) -> bool:
    return _kind(left) == _kind(right) and _equal(left, right)


def _ordered(judge: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """Numbers have an order, and texts; nothing else, and not the one with the other."""

    def compare(left: Any, right: Any) -> bool:
        match _kind(left), _kind(right):
            case ("number", "number"):
                return judge(_exact(left), _exact(right))
            case ("text", "text"):
                return judge(left, right)
            case _:
                return False

    return compare


def _items(value: Any) -> list[Any] | None:
    if not isinstance(value, list | dict):
        raise NotApplicable
    if isinstance(value, dict):
        return None
    if any(isinstance(item, list | dict) for item in value):
        raise PathError("a filter compares the items of a list that are lists or objects themselves")
    return value


def _in(left: Any, right: Any) -> bool:
    items = _items(right)
    return items is not None and any(_equal(left, item) for item in items)


def _contains(left: Any, right: Any) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return right in left
    if not isinstance(left, list):
        return False
    return any(_equal(right, item) for item in _items(left) or ())


def _sets(judge: Callable[[list[Any], list[Any]], bool]) -> Callable[[Any, Any], bool]:
    def compare(left: Any, right: Any) -> bool:
        wanted, given = _items(right), None
        if wanted is not None:
            given = _items(left)
        return wanted is not None and given is not None and judge(given, wanted)

    return compare


def _any_of(given: list[Any], wanted: list[Any]) -> bool:
    return any(_equal(item, other) for item in given for other in wanted)


def _size(left: Any, right: Any) -> bool:
    if _kind(right) != "number":
        return False
    if isinstance(left, str):
        return length(left) == int(right)
    return (isinstance(left, list) and len(left) == int(right)) or (
        isinstance(left, dict) and int(right) == -1
    )


def _empty(left: Any, right: Any) -> bool:
    if not isinstance(left, str | list | dict):
        return False
    if isinstance(left, dict):
        raise PathError('"empty" cannot judge an object')
    if not isinstance(right, bool):
        raise NotApplicable
    return (not left) is right


def _matches(left: Any, right: Any) -> bool:
    if isinstance(left, re.Pattern) is isinstance(right, re.Pattern):
        return False
    pattern, value = (left, right) if isinstance(left, re.Pattern) else (right, left)
    if isinstance(value, list):
        return any(pattern.fullmatch(_input(item)) for item in _items(value) or ())
    return pattern.fullmatch(_input(value)) is not None


def _input(value: Any) -> str:
    if _kind(value) in {"text", "number", "truth"}:
        return _number_text(value) if _kind(value) == "number" else text_of(value)
    return ""


def _never(_left: Any, _right: Any) -> bool:
    """Operators that Jayway knows for programs; written in a path they hold for nothing."""
    raise NotApplicable


OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": _equal,
    "!=": lambda left, right: not _equal(left, right),
    "===": _equal_of_one_kind,
    "!==": lambda left, right: not _equal_of_one_kind(left, right),
    "<": _ordered(lambda left, right: left < right),
    "<=": _ordered(lambda left, right: left <= right),
    ">": _ordered(lambda left, right: left > right),
    ">=": _ordered(lambda left, right: left >= right),
    "=~": _matches,
    "in": _in,
    "nin": lambda left, right: not _in(left, right),
    "contains": _contains,
    "size": _size,
    "empty": _empty,
    "subsetof": _sets(lambda given, wanted: all(any(_equal(i, w) for w in wanted) for i in given)),
    "anyof": _sets(_any_of),
    "noneof": _sets(lambda given, wanted: not _any_of(given, wanted)),
    "all": _never,
    "type": _never,
    "matches": _never,
}
NEVER_HOLDS = frozenset(name for name, judge in OPERATORS.items() if judge is _never)

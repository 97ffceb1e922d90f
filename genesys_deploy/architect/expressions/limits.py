"""The bounds of the platform's values: beyond them an expression fails at run time.

Sources: the built-in `System.Min…`/`System.Max…` variables and the notes of the facts on data types.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, TypeVar

from genesys_deploy.architect.expressions.errors import EvaluationError

__all__ = [
    "MAX_DATE_TIME",
    "MAX_INTEGER",
    "MAX_ITEMS",
    "MIN_DATE_TIME",
    "checked_collection",
    "checked_date_time",
    "checked_integer",
]

MAX_INTEGER: Final = 999_999_999_999_999
MAX_ITEMS: Final = 2_000
MIN_DATE_TIME: Final = datetime(1800, 1, 1, tzinfo=UTC)
MAX_DATE_TIME: Final = datetime(2200, 12, 31, 23, 59, 59, tzinfo=UTC)

T = TypeVar("T")


def checked_integer(value: int) -> int:
    if -MAX_INTEGER <= value <= MAX_INTEGER:
        return value
    raise EvaluationError(f"an Integer lies between ±{MAX_INTEGER:,}; the result would lie beyond")


def checked_date_time(value: datetime) -> datetime:
    if MIN_DATE_TIME <= value <= MAX_DATE_TIME:
        return value
    raise EvaluationError("a DateTime lies between the years 1800 and 2200; the result would lie beyond")


def checked_collection(items: tuple[T, ...]) -> tuple[T, ...]:
    if len(items) <= MAX_ITEMS:
        return items
    raise EvaluationError(f"a collection holds at most {MAX_ITEMS:,} items; this would hold {len(items):,}")

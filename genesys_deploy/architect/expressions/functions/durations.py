"""Lengths of time, down to milliseconds."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.signatures import Function

__all__ = ["FUNCTIONS"]

_STEPS: Final = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 120, 300))
_FIVE_MINUTES: Final = _STEPS[-1]


def _make(days: int, hours: int, minutes: int, seconds: int, milliseconds: int = 0) -> timedelta:
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds, milliseconds=milliseconds)


def _interval(value: timedelta) -> timedelta:
    if value <= timedelta(0):
        raise EvaluationError("the interval must be longer than nothing")
    return value


def _up_to(value: timedelta, interval: timedelta) -> timedelta:
    return -(-value // _interval(interval)) * interval


def _round_up(value: timedelta) -> timedelta:
    """To 30 seconds, 1, 2 or 5 minutes, and from there in steps of 5 minutes."""
    return next((step for step in _STEPS if value <= step), _up_to(value, _FIVE_MINUTES))


def _round_up_among(value: timedelta, interval: timedelta, among: tuple[timedelta | None, ...]) -> timedelta:
    """To the smallest of the given values that is not less; beyond them by the interval."""
    wanted = sorted(step for step in among if step is not None)
    return next((step for step in wanted if value <= step), _up_to(value, interval))


def _range(value: timedelta, interval: timedelta) -> tuple[timedelta, timedelta]:
    """The bounds, whole intervals, between which the value lies."""
    return (value // _interval(interval) * interval, _up_to(value, interval))


FUNCTIONS: Final = (
    Function(
        "MakeDuration",
        {
            "day: integer, hour: integer, minute: integer, second: integer -> duration": _make,
            "day: integer, hour: integer, minute: integer, second: integer, milliseconds: integer -> duration": _make,
        },
    ),
    Function(
        "RoundUp",
        {
            "durationToRound: duration -> duration": _round_up,
            "durationToRound: duration, intervalDurationValue: duration -> duration": _up_to,
            "durationToRound: duration, intervalDurationValue: duration, specificDurationValues: durationCollection -> duration": _round_up_among,
        },
    ),
    Function(
        "Range", {"durationToRound: duration, intervalDuration: duration -> durationCollection": _range}
    ),
)

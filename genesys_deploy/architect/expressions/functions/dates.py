"""Moments. A DateTime is in UTC and has no fractions of a second."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.functions.arithmetic import later
from genesys_deploy.architect.expressions.limits import checked_date_time
from genesys_deploy.architect.expressions.signatures import Function, WithEnvironment

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.environment import Environment

__all__ = ["FUNCTIONS"]

_YEAR: Final = "year: integer 1800..2200"
_TIME: Final = "hour: integer 0..23, minute: integer 0..59, second: integer 0..59"
_DAY_OF_WEEK: Final = "dayOfWeek: integer 1..7"


def _now(environment: Environment) -> datetime:
    return environment.now().astimezone(UTC).replace(microsecond=0)


def _make(year: int, month: int, day: int, *clock: int) -> datetime:
    hour, minute, second = clock or (0, 0, 0)
    try:
        return checked_date_time(datetime(year, month, day, hour, minute, second, tzinfo=UTC))
    except ValueError:
        parts = ", ".join(map(str, (year, month, day, *clock)))
        raise EvaluationError(f"there is no such moment: {parts}") from None


def _add_months(moment: datetime, months: int) -> datetime:
    """The day is cut to the length of the month."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    if not 1 <= year <= 9998:
        raise EvaluationError("a DateTime lies between the years 1800 and 2200; the result would lie beyond")
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return checked_date_time(moment.replace(year=year, month=month + 1, day=day))


def _add_years(moment: datetime, years: int) -> datetime:
    return _add_months(moment, years * 12)


def _day_of_week(moment: datetime) -> int:
    """Sunday is 1."""
    return moment.isoweekday() % 7 + 1


def _week_number(moment: datetime) -> int:
    """The week of 1 January is the first, a week begins on Sunday."""
    first = datetime(moment.year, 1, 1, tzinfo=UTC)
    return (moment.timetuple().tm_yday + _day_of_week(first) - 2) // 7 + 1


def _occurrence(first: datetime, last: datetime, day_of_week: int, occurrence: int) -> datetime | None:
    if not occurrence:
        return None
    if occurrence > 0:
        days = (day_of_week - _day_of_week(first)) % 7 + 7 * (occurrence - 1)
        found = first + timedelta(days=days)
    else:
        days = (_day_of_week(last) - day_of_week) % 7 + 7 * (-occurrence - 1)
        found = last - timedelta(days=days)
    return found if first <= found <= last else None


def _in_year(day_of_week: int, occurrence: int, year: int, *clock: int) -> datetime | None:
    return _occurrence(_make(year, 1, 1, *clock), _make(year, 12, 31, *clock), day_of_week, occurrence)


def _in_month(day_of_week: int, occurrence: int, year: int, month: int, *clock: int) -> datetime | None:
    first = _make(year, month, 1, *clock)
    last = first.replace(day=calendar.monthrange(year, month)[1])
    return _occurrence(first, last, day_of_week, occurrence)


FUNCTIONS: Final = (
    Function("GetCurrentDateTimeUtc", {"-> dateTime": WithEnvironment(_now)}),
    Function("Day", {"value: dateTime -> integer": lambda moment: moment.day}),
    Function("Month", {"value: dateTime -> integer": lambda moment: moment.month}),
    Function("Year", {"value: dateTime -> integer": lambda moment: moment.year}),
    Function("Hour", {"value: dateTime -> integer": lambda moment: moment.hour}),
    Function("Minute", {"value: dateTime -> integer": lambda moment: moment.minute}),
    Function("Second", {"value: dateTime -> integer": lambda moment: moment.second}),
    Function("DayOfWeek", {"value: dateTime -> integer": _day_of_week}),
    Function("WeekNum", {"value: dateTime -> integer": _week_number}),
    Function(
        "DateTimeDiff",
        {"dateTime1: dateTime, dateTime2: dateTime -> duration": lambda first, second: first - second},
    ),
    Function(
        "GetDayOfWeekOccurrence",
        {
            f"{_DAY_OF_WEEK}, occurrence: integer -53..53 nonzero, {_YEAR} -> dateTime": _in_year,
            f"{_DAY_OF_WEEK}, occurrence: integer -5..5 nonzero, {_YEAR}, month: integer 1..12 -> dateTime": _in_month,
            f"{_DAY_OF_WEEK}, occurrence: integer -53..53 nonzero, {_YEAR}, {_TIME} -> dateTime": _in_year,
            f"{_DAY_OF_WEEK}, occurrence: integer -5..5 nonzero, {_YEAR}, month: integer 1..12, {_TIME} -> dateTime": _in_month,
        },
    ),
    Function(
        "MakeDateTime",
        {
            f"{_YEAR}, month: integer 1..12, day: integer 1..31, {_TIME} -> dateTime": _make,
            f"{_YEAR}, month: integer 1..12, day: integer 1..31 -> dateTime": _make,
        },
    ),
    Function("AddDuration", {"startDateTime: dateTime, durationToAdd: duration -> dateTime": later}),
    Function("AddYears", {"startDateTime: dateTime, yearsToAdd: integer -> dateTime": _add_years}),
    Function("AddMonths", {"startDateTime: dateTime, monthsToAdd: integer -> dateTime": _add_months}),
    Function(
        "AddDays",
        {
            "startDateTime: dateTime, days: integer -> dateTime": lambda moment, days: later(
                moment, timedelta(days=days)
            )
        },
    ),
    Function(
        "AddHours",
        {
            "startDateTime: dateTime, hoursToAdd: integer -> dateTime": lambda moment, hours: later(
                moment, timedelta(hours=hours)
            )
        },
    ),
    Function(
        "AddMinutes",
        {
            "startDateTime: dateTime, minutesToAdd: integer -> dateTime": lambda moment, minutes: later(
                moment, timedelta(minutes=minutes)
            )
        },
    ),
    Function(
        "AddSeconds",
        {
            "startDateTime: dateTime, secondsToAdd: integer -> dateTime": lambda moment, seconds: later(
                moment, timedelta(seconds=seconds)
            )
        },
    ),
)

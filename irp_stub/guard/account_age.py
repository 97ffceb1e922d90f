"""How old an account is, where anything says so. Unknown is not young."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

__all__ = ["created_at", "is_young"]

_SNOWFLAKE_EPOCH = 1_288_834_974_657
_SNOWFLAKE_DIGITS = 15
"""X ids before about 2016 are small sequential numbers and say nothing of their time."""

_CHANNELS = frozenset({"twitter", "x"})
_SKEW = timedelta(hours=1)


def created_at(channel: str, user_id: str | None) -> datetime | None:
    """The time that an X user id carries."""
    if channel not in _CHANNELS or not user_id or not (user_id.isascii() and user_id.isdigit()):
        return None
    if not _SNOWFLAKE_DIGITS <= len(user_id) <= 19:
        return None
    milliseconds = (int(user_id) >> 22) + _SNOWFLAKE_EPOCH
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def is_young(created: datetime | None, now: datetime, limit: timedelta) -> bool:
    """A time to come is no time of creation, so it is unknown, but for clocks that differ a little."""
    if created is None:
        return False
    if created.tzinfo is None:
        created = created.replace(tzinfo=UTC)
    age = now - created
    return -_SKEW <= age < limit

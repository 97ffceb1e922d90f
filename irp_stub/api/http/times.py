"""Moments on the wire: ISO 8601, UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import overload

__all__ = ["iso", "moment"]


@overload
def iso(seconds: float) -> str: ...
@overload
def iso(seconds: float | None) -> str | None: ...
def iso(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moment(text: str | None) -> datetime | None:
    """The time that a text says, UTC where it names no zone; None where it says none."""
    try:
        read = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)

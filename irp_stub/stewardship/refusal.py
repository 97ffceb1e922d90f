"""A steward asked for something that cannot be."""

from __future__ import annotations

__all__ = ["Conflict", "Impossible", "Refusal", "Unknown"]


class Refusal(Exception):
    """A sentence for the steward."""


class Unknown(Refusal):
    """What was named is not there."""


class Conflict(Refusal):
    """It contradicts what is there."""


class Impossible(Refusal):
    """It makes no sense as asked."""

"""How a run is to be done."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Limits", "Secrets"]


@dataclass(frozen=True, slots=True)
class Limits:
    """`rate` requests a second at most; `load_seconds` 0: no load phase; times in seconds.

    `threshold` is the flows' own: an identity below it is never merged. `flow_timeout` is how long they wait.
    """

    rate: int = 50
    read_only: bool = False
    flood: bool = False
    load_seconds: float = 5.0
    threshold: float = 0.85
    flow_timeout: float = 2.0
    budget: float = 0.2


@dataclass(frozen=True, slots=True)
class Secrets:
    """The platform's key, and one that is no longer good."""

    key: str = field(repr=False)
    expired: str | None = field(default=None, repr=False)

    def values(self) -> tuple[str, ...]:
        """Everything that must never be shown."""
        return tuple(value for value in (self.key, self.expired) if value)

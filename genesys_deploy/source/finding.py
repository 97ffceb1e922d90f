"""What is to be said about somebody's file: a value, not an exception."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genesys_deploy.source.span import Span

__all__ = ["Finding", "Severity"]


class Severity(StrEnum):
    """How much it matters: an error is refused by the platform or loses a message."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing about one place. `rule` is a stable id, `hint` what to do about it."""

    rule: str
    severity: Severity
    message: str
    span: Span | None = None
    hint: str | None = None

    def __str__(self) -> str:
        place = f"{self.span}: " if self.span else ""
        remedy = f"\n  {self.hint}" if self.hint else ""
        return f"{place}{self.message}{remedy}"

"""What every rule says of itself, whoever reports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from genesys_deploy.source.finding import Severity

__all__ = ["Described", "Description"]


class Described(Protocol):
    """A rule as the reports and the docs know it: a stable id, its usual severity, one line."""

    @property
    def id(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def summary(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Description:
    """A rule that is not checked on the flow's model but reported while the text is read."""

    id: str
    severity: Severity
    summary: str

"""A rule: one thing that can be wrong with a flow."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from genesys_deploy.source.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.span import Span

__all__ = ["Rule"]


class Rule(ABC):
    """`id` is stable: people name it in suppressions. `severity` is what its findings usually carry."""

    id: ClassVar[str]
    severity: ClassVar[Severity]
    summary: ClassVar[str]

    @abstractmethod
    def check(self, survey: Survey) -> Iterator[Finding]:
        """Every place of the flow that breaks the rule."""

    def finding(
        self, message: str, span: Span, hint: str | None = None, severity: Severity | None = None
    ) -> Finding:
        return Finding(self.id, severity or self.severity, message, span, hint)

"""The priority of a transfer is out of range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.actions import TransferToAcd
from genesys_deploy.architect.flow.forms import Literal
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["MAX_PRIORITY", "PriorityRange"]

MAX_PRIORITY: Final = 25_000_000


class PriorityRange(Rule):
    """Source: the typings of Architect Scripting."""

    id = "priority-range"
    severity = Severity.ERROR
    summary = "A transfer's priority lies outside of -25,000,000 to 25,000,000"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for _, action in survey.actions:
            match action:
                case TransferToAcd(priority=Literal(value=int(value), span=span)) if (
                    abs(value) > MAX_PRIORITY
                ):
                    message = f"a priority of {value:,} lies outside of -{MAX_PRIORITY:,} to {MAX_PRIORITY:,}"
                    yield self.finding(
                        message, span, "the higher one is served first; a conversation starts at 0"
                    )

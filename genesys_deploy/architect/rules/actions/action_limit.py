"""More actions than a run may execute."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["MAX_ACTIONS", "ActionLimit"]

MAX_ACTIONS: Final = 10_000


class ActionLimit(Rule):
    """The limit counts executed actions; a flow that holds more of them can never run all.

    Source: the resource center's page on Architect's limits.
    """

    id = "action-limit"
    severity = Severity.WARNING
    summary = "A flow holds more than 10,000 actions, or a fixed loop runs them"

    def check(self, survey: Survey) -> Iterator[Finding]:
        if len(survey.actions) > MAX_ACTIONS:
            message = f"the flow holds {len(survey.actions):,} actions; a run may execute {MAX_ACTIONS:,}"
            yield self.finding(message, survey.actions[MAX_ACTIONS][1].span, "move parts into common modules")

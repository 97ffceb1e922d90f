"""Actions that no run can get to."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["UnreachableAction"]


class UnreachableAction(Rule):
    """Only the first action of a list that is cut off is reported.

    In kinds of flow that are not modelled it is not known which actions end a run.
    """

    id = "unreachable-action"
    severity = Severity.WARNING
    summary = "An action stands after one that never goes on"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for actions in _lists(survey) if survey.flow.is_modelled else ():
            for before, after in pairwise(actions):
                if before.path in survey.reached.nodes and after.path not in survey.reached.nodes:
                    message = f'no run gets to {after.kind} "{after.name}": {before.kind} "{before.name}" never goes on'
                    yield self.finding(message, after.span, "remove it, or move it before")


def _lists(survey: Survey) -> Iterator[Sequence[Action]]:
    for section in survey.flow.sections:
        yield section.actions
    for _, action in survey.actions:
        yield from (branch.actions for branch in action.branches)

"""An action stands where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import Loop
from genesys_deploy.architect.flow.catalogue import CATALOGUE, Place
from genesys_deploy.architect.flow.uses import actions_of
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["MisplacedAction"]

_TASKS = frozenset({"task", "startUpTaskActions"})


class MisplacedAction(Rule):
    id = "misplaced-action"
    severity = Severity.ERROR
    summary = "An action stands in a kind of flow, or in a part of it, that does not have it"

    def check(self, survey: Survey) -> Iterator[Finding]:
        if not survey.flow.is_modelled:
            return
        looped = {
            inner.path for _, action in survey.actions if isinstance(action, Loop) for inner in _body(action)
        }
        for section, action in survey.actions:
            kind = CATALOGUE.get(action.kind)
            name = f'{action.kind} "{action.name}"'
            if kind is None:
                continue
            if kind.place is Place.TASK and section.kind not in _TASKS:
                yield self.finding(f"{name} can only stand in a task, not in a {section.kind}", action.span)
            elif kind.place is Place.LOOP and action.path not in looped:
                yield self.finding(f"{name} can only stand in the body of a loop", action.span)
            elif kind.flows and survey.flow.kind not in kind.flows:
                message = f"{name} is not known to be available in {survey.flow.kind} flows"
                hint = f"seen in: {', '.join(kind.flows)}"
                yield self.finding(message, action.span, hint, Severity.WARNING)


def _body(loop: Loop) -> Iterator[Action]:
    return (inner for branch in loop.branches for inner in actions_of(branch.actions))

"""A state or task that nothing leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import CallTask, ChangeState, JumpToTask
from genesys_deploy.architect.flow.uses import actions_of
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.forms import Ref
    from genesys_deploy.architect.flow.model import Flow, Section
    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["UnreachableSection"]


class UnreachableSection(Rule):
    id = "unreachable-section"
    severity = Severity.WARNING
    summary = "Nothing leads to a state or task"

    def check(self, survey: Survey) -> Iterator[Finding]:
        flow = survey.flow
        if not flow.is_modelled or flow.start is None:
            return
        reached = _reached(flow)
        for section in (*flow.states, *flow.tasks):
            if section.path not in reached:
                message = f'nothing leads to the {section.kind} "{section.name}"'
                yield self.finding(message, section.span, "refer to it, or remove it")


def _reached(flow: Flow) -> frozenset[str]:
    handling = flow.error_handling.target if flow.error_handling else None
    waiting = [flow.start, flow.find(handling) if handling else None]
    reached: set[str] = set()
    while waiting:
        section = waiting.pop()
        if section is not None and section.path not in reached:
            reached.add(section.path)
            waiting += [flow.find(ref) for ref in _leaving(section)]
    return frozenset(reached)


def _leaving(section: Section) -> Iterator[Ref]:
    for action in actions_of(section.actions):
        match action:
            case CallTask(target_task=ref) | JumpToTask(target_task=ref) | ChangeState(target_state=ref):
                yield ref

"""A state or task that nothing leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.forms import Ref
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["UnreachableSection"]


class UnreachableSection(Rule):
    id = "unreachable-section"
    severity = Severity.WARNING
    summary = "Nothing leads to a state or task"

    def check(self, survey: Survey) -> Iterator[Finding]:
        flow = survey.flow
        if not flow.is_modelled or flow.start is None or _refers_elsewhere(survey):
            return
        for section in (*flow.states, *flow.tasks):
            if section.path not in survey.reached.nodes:
                message = f'nothing leads to the {section.kind} "{section.name}"'
                yield self.finding(message, section.span, "refer to it, or remove it")


def _refers_elsewhere(survey: Survey) -> bool:
    """A reference in another form than `/kind/list/item[refId]` may lead anywhere."""
    references = (
        getattr(action, "target_task", None) or getattr(action, "target_state", None)
        for _, action in survey.actions
    )
    return any(isinstance(ref, Ref) and ref.text and not ref.kind for ref in references)

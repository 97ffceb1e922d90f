"""A reference to a state or task that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import CallTask, ChangeState, JumpToTask
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.forms import Ref
    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["UnresolvedReference"]


class UnresolvedReference(Rule):
    """References in other forms than `/kind/list/item[refId]` may point into other files and are passed over."""

    id = "unresolved-reference"
    severity = Severity.ERROR
    summary = "A reference names a state or task that the flow does not have"

    def check(self, survey: Survey) -> Iterator[Finding]:
        flow = survey.flow
        for ref, user in _references(survey):
            if ref.kind and flow.find(ref) is None:
                message = f'{user} refers to the {ref.kind} "{ref.ref_id}", which this flow does not have'
                yield self.finding(message, ref.span, _hint(flow, ref))


def _references(survey: Survey) -> Iterator[tuple[Ref, str]]:
    flow = survey.flow
    if flow.start_ref is not None:
        yield flow.start_ref, "startUpRef"
    if flow.error_handling is not None and flow.error_handling.target is not None:
        yield flow.error_handling.target, "the error handling"
    for _, action in survey.actions:
        match action:
            case CallTask(target_task=ref) | JumpToTask(target_task=ref) | ChangeState(target_state=ref):
                yield ref, f'{action.kind} "{action.name}"'


def _hint(flow: Flow, ref: Ref) -> str:
    known = [section.ref_id for section in flow.sections if section.kind == ref.kind and section.ref_id]
    return did_you_mean(ref.ref_id, known) or f"it has: {', '.join(known) or 'none'}"

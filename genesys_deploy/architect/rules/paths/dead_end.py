"""A path that ends without a transfer, a disconnect or an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.action import UnknownAction
from genesys_deploy.architect.flow.model import FlowKind
from genesys_deploy.architect.rules.paths.reach import Reach
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.model import Flow, Section
    from genesys_deploy.architect.rules.paths.reach import LooseEnd
    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["DeadEnd"]

_HINT: Final = {
    FlowKind.INBOUND_MESSAGE: "end it with transferToAcd, changeState or disconnect",
    FlowKind.WORKFLOW: "end it with endWorkflow or changeState",
}
_SEVERITY: Final = {FlowKind.INBOUND_MESSAGE: Severity.ERROR, FlowKind.WORKFLOW: Severity.WARNING}


class DeadEnd(Rule):
    """At the end of a task or a common module the caller goes on; at the end of a state nothing does."""

    id = "dead-end"
    severity = Severity.ERROR
    summary = "A path ends without transfer, disconnect or end, so that a message is lost"

    def check(self, survey: Survey) -> Iterator[Finding]:
        flow = survey.flow
        if flow.kind not in _HINT:
            return
        kind, reach = FlowKind(flow.kind), Reach(flow)
        for section in _without_caller(flow):
            if not section.actions:
                message = (
                    f'the {section.kind} "{section.name}" has no actions: a message that gets here is lost'
                )
                yield self.finding(message, section.span, _HINT[kind], _SEVERITY[kind])
            elif reach.goes_on(section.actions):
                for end in reach.loose_ends(section.actions):
                    if not isinstance(end.action, UnknownAction):
                        yield self.finding(_message(end), end.action.span, _HINT[kind], _SEVERITY[kind])


def _without_caller(flow: Flow) -> Iterator[Section]:
    yield from flow.states
    if flow.start is not None and flow.start not in flow.states:
        yield flow.start


def _message(end: LooseEnd) -> str:
    name = f'{end.action.kind} "{end.action.name}"'
    return f"nothing follows {name}" if end.branch is None else f'nothing follows "{end.branch}" of {name}'

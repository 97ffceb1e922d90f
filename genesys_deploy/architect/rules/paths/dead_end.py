"""A path that ends without a transfer, a disconnect or an end."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.action import UnknownAction
from genesys_deploy.architect.flow.graph import EdgeKind, NodeKind
from genesys_deploy.architect.flow.model import FlowKind
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.architect.flow.graph import Edge
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
        if survey.flow.kind not in _HINT:
            return
        kind = FlowKind(survey.flow.kind)
        sections = {section.path: section for section in survey.flow.sections}
        for source, edges in groupby(_loose(survey), attrgetter("source")):
            node = survey.graph.by_id[source]
            section = sections[node.section]
            if node.action is None:
                message = f'the {section.kind} "{section.name}" has no actions'
                yield self.finding(message, section.span, _HINT[kind], _SEVERITY[kind])
            elif not isinstance(node.action, UnknownAction):
                message = f'nothing follows {_branches(edges)}{node.action.kind} "{node.action.name}"'
                yield self.finding(message, node.action.span, _HINT[kind], _SEVERITY[kind])


def _loose(survey: Survey) -> Iterator[Edge]:
    """Ways that come out at the end of a part that has no caller."""
    ends = {node.id for node in survey.graph.nodes if node.kind is NodeKind.FALLS_OFF}
    start = survey.flow.start
    called = {edge.target for edge in survey.graph.edges if edge.kind is EdgeKind.CALL}
    if start is not None and start.path not in called:
        ends.add(f"{start.path}/end")
    yield from (edge for edge in survey.reached.edges if edge.target in ends)


def _branches(edges: Iterable[Edge]) -> str:
    labels = [f'"{edge.label}"' for edge in edges if edge.label]
    return f"{' and '.join(labels)} of " if labels else ""

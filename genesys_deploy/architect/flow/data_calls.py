"""How many Data Actions one run of a flow calls at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.graph import EdgeKind, NodeKind

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.graph import Graph

__all__ = ["most_data_calls"]


def most_data_calls(graph: Graph) -> int | None:
    """The calls on the way that has most of them; None where a loop calls them, so that there is no most.

    Conditions are not looked at: a way counts although no customer can take it. What a common module calls is not in
    the graph of the flow that calls it.
    """
    reachable = graph.reachable()
    # From the end of the file to its beginning, since that is mostly against the way.
    nodes = [node.id for node in reversed(graph.nodes) if node.id in reachable]
    most = dict.fromkeys(graph.by_id, 0)
    for _ in range(len(nodes) + 1):
        before = dict(most)
        for node in nodes:
            most[node] = _count(graph, node, most)
        if most == before:
            return max((most[entry] for entry in graph.entries), default=0)
    return None


def _count(graph: Graph, node: str, most: dict[str, int]) -> int:
    """What comes after it, what it calls on the way, and itself."""
    leaving = graph.outgoing[node]
    called = max((most[edge.target] for edge in leaving if edge.kind is EdgeKind.CALL), default=0)
    after = max((most[edge.target] for edge in leaving if edge.kind is not EdgeKind.CALL), default=0)
    itself = graph.by_id[node].kind is NodeKind.DATA_ACTION
    return after + called + itself

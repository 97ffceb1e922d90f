"""Which nodes of the control-flow graph a run can get to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import CallTask
from genesys_deploy.architect.flow.graph import EdgeKind, NodeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.architect.flow.graph import Edge, Graph

__all__ = ["Reached", "find_reached"]


@dataclass(frozen=True, slots=True)
class Reached:
    """Ids of the nodes that a run may come to, and the edges that it may take."""

    nodes: frozenset[str]
    edges: tuple[Edge, ...]


def find_reached(graph: Graph) -> Reached:
    """From the entries on; after the call of a task that never comes back nothing follows."""
    returning = _returning_tasks(graph)
    nodes = _spread(graph, graph.entries, returning, with_calls=True)
    leaving = (
        _leaving(graph, node.id, returning, with_calls=True) for node in graph.nodes if node.id in nodes
    )
    return Reached(nodes, tuple(edge for edges in leaving for edge in edges))


def _returning_tasks(graph: Graph) -> frozenset[str]:
    """Ids of the starts of called tasks from which a way leads to a return."""
    called = {edge.target for edge in graph.edges if edge.kind is EdgeKind.CALL}
    returning: frozenset[str] = frozenset()
    while True:
        more = frozenset(
            task
            for task in called - returning
            if any(
                graph.by_id[node].kind is NodeKind.RETURN
                for node in _spread(graph, (task,), returning, with_calls=False)
            )
        )
        if not more:
            return returning
        returning |= more


def _spread(
    graph: Graph, starts: Iterable[str], returning: frozenset[str], *, with_calls: bool
) -> frozenset[str]:
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += (edge.target for edge in _leaving(graph, node, returning, with_calls=with_calls))
    return frozenset(reached)


def _leaving(graph: Graph, node: str, returning: frozenset[str], *, with_calls: bool) -> Iterator[Edge]:
    edges = graph.outgoing[node]
    calls = [edge for edge in edges if edge.kind is EdgeKind.CALL]
    if with_calls:
        yield from calls
    is_lost = isinstance(graph.by_id[node].action, CallTask) and any(
        edge.target not in returning for edge in calls
    )
    if not is_lost:
        yield from (edge for edge in edges if edge.kind is not EdgeKind.CALL)

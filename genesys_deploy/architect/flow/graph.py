"""The control flow of a flow as a graph: for pictures, unreachable actions, exploration."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from genesys_deploy.architect.flow.action import Action

__all__ = ["Edge", "EdgeKind", "Graph", "Node", "NodeKind"]


class NodeKind(StrEnum):
    """What happens at a node, as far as the way through the flow goes."""

    START = "start"
    STEP = "step"
    MESSAGE = "message"
    DECISION = "decision"
    SWITCH = "switch"
    LOOP = "loop"
    DATA_ACTION = "dataAction"
    LOOKUP = "lookup"
    CALL = "call"
    JUMP = "jump"
    QUEUE = "queue"
    DISCONNECT = "disconnect"
    END = "end"
    RETURN = "return"
    FALLS_OFF = "fallsOff"


class EdgeKind(StrEnum):
    """How a run gets from node to node."""

    NEXT = "next"
    BRANCH = "branch"
    BACK = "back"
    JUMP = "jump"
    CALL = "call"


@dataclass(frozen=True, slots=True)
class Node:
    """An action by its path; the start of a part of the flow by the part's; or the end of a part, `<path>/end`."""

    id: str
    kind: NodeKind
    title: str
    section: str
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """`label` is the branch; empty for what simply comes next."""

    source: str
    target: str
    kind: EdgeKind
    label: str = ""


@dataclass(frozen=True)
class Graph:
    """Nodes in the order of the file; `entries` are where a run may begin (start, error handling)."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    entries: tuple[str, ...]

    @cached_property
    def by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def outgoing(self) -> dict[str, tuple[Edge, ...]]:
        edges: dict[str, list[Edge]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            edges[edge.source].append(edge)
        return {node: tuple(leaving) for node, leaving in edges.items()}

    def reachable(self, starts: Iterable[str] | None = None) -> frozenset[str]:
        """The ids of all nodes that a run from `starts` (default: the entries) may come to."""
        seen: set[str] = set()
        waiting = list(self.entries if starts is None else starts)
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting.extend(edge.target for edge in self.outgoing.get(node, ()))
        return frozenset(seen)

"""In which order to go on: an action's turn comes when nothing before it is left to do."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.control_flow import control_flow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.flow.model import Flow

__all__ = ["Order"]


class Order:
    """The actions of a flow, each after those that lead to it, as far as they do not go in a circle."""

    def __init__(self, flow: Flow) -> None:
        after: dict[str, list[str]] = defaultdict(list)
        graph = control_flow(flow)
        for edge in graph.edges:
            after[edge.source].append(edge.target)
        left: dict[str, None] = {}
        for entry in (*graph.entries, *(node.id for node in graph.nodes)):
            _leave(entry, after, left)
        self._places = {path: place for place, path in enumerate(reversed(left))}

    def at(self, path: str) -> int:
        """An action's place; what stands nowhere comes first."""
        return self._places.get(path, -1)


def _leave(entry: str, after: Mapping[str, list[str]], left: dict[str, None]) -> None:
    """Walk all that can be reached, and note each when everything after it is noted."""
    seen = set(left)
    todo = [(entry, False)]
    while todo:
        path, is_done = todo.pop()
        if is_done:
            left[path] = None
        elif path not in seen:
            seen.add(path)
            todo.append((path, True))
            todo.extend((following, False) for following in after.get(path, ()))

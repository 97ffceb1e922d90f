"""From a flow to what its picture shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.control_flow import control_flow
from genesys_deploy.architect.flow.graph import EdgeKind, NodeKind
from genesys_deploy.report.picture.caption import branch_label, detail_of, tip_of
from genesys_deploy.report.picture.figure import Box, Figure, Item, Lane, Panel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.graph import Edge, Graph, Node
    from genesys_deploy.architect.flow.model import Flow, Section

__all__ = ["compose"]

_LEADS_AWAY: Final = (EdgeKind.JUMP, EdgeKind.CALL)


def compose(flow: Flow, graph: Graph | None = None) -> Figure:
    """Every action of the flow as a box, part by part, in the order of the flow."""
    graph = graph or control_flow(flow)
    composer = _Composer(flow, graph)
    return Figure(flow.name.text, tuple(composer.panel(section) for section in flow.sections))


class _Composer:
    def __init__(self, flow: Flow, graph: Graph) -> None:
        self._flow = flow
        self._graph = graph
        self._reached = graph.reachable()

    def panel(self, section: Section) -> Panel:
        choices = [edge for edge in self._graph.outgoing[section.path] if edge.kind is EdgeKind.BRANCH]
        items = (self._menu(section, choices),) if choices else self._items(section.actions)
        end = self._graph.by_id.get(f"{section.path}/end")
        if end is not None:
            items = (*items, Item(self._end_box(end), goes_on=False))
        return Panel(section.path, section.kind, section.name, items, section.path in self._graph.entries)

    def _menu(self, section: Section, choices: list[Edge]) -> Item:
        """The choices of a menu side by side; none of them comes after another."""
        actions = {action.path: action for action in section.actions}
        node = self._graph.by_id[section.path]
        lanes = tuple(
            Lane((edge.label,), (actions[edge.target].kind,), (self._item(actions[edge.target]),))
            for edge in choices
        )
        return Item(replace(self._end_box(node), title="choice"), lanes)

    def _items(self, actions: Iterable[Action]) -> tuple[Item, ...]:
        return tuple(self._item(action) for action in actions)

    def _item(self, action: Action) -> Item:
        ways = self._graph.outgoing[action.path]
        lanes = [self._lane(action, edge.label) for edge in ways if edge.kind is EdgeKind.BRANCH]
        goes_on = any(edge.kind is EdgeKind.NEXT for edge in ways)
        if goes_on and lanes:
            lanes.append(Lane(("",), ("otherwise",), ()))
        return Item(self._box(action), _merged(lanes), goes_on and not lanes)

    def _lane(self, action: Action, name: str) -> Lane:
        branch = action.branch(name)
        return Lane((name,), (branch_label(action, name),), self._items(branch.actions) if branch else ())

    def _box(self, action: Action) -> Box:
        node = self._graph.by_id[action.path]
        targets = [edge.target for edge in self._graph.outgoing[node.id] if edge.kind in _LEADS_AWAY]
        return Box(
            kind=node.kind,
            title=action.name,
            detail=detail_of(action, self._flow),
            tip=tip_of(action),
            paths=(action.path,),
            target=targets[0] if targets and self._graph.by_id[targets[0]].kind is NodeKind.START else "",
            is_reached=action.path in self._reached,
        )

    def _end_box(self, node: Node) -> Box:
        return Box(node.kind, node.title, "", node.title, (node.id,), is_reached=node.id in self._reached)


def _merged(lanes: list[Lane]) -> tuple[Lane, ...]:
    """Branches that do nothing as one lane, the last."""
    idle = [lane for lane in lanes if not lane.items]
    busy = tuple(lane for lane in lanes if lane.items)
    if not idle:
        return busy
    names = tuple(name for lane in idle for name in lane.branches)
    labels = tuple(label for lane in idle for label in lane.labels)
    return (*busy, Lane(names, labels, ()))

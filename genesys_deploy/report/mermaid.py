"""A flow's control flow as Mermaid text, which GitHub and many wikis draw."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.control_flow import control_flow
from genesys_deploy.architect.flow.graph import EdgeKind, NodeKind
from genesys_deploy.report.picture.caption import branch_label
from genesys_deploy.report.picture.depth import Depth, figure_of
from genesys_deploy.report.picture.figure import boxes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.graph import Edge, Graph
    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.report.picture.figure import Box, Figure, Panel

__all__ = ["flow_mermaid"]

_SHAPES: Final = {
    NodeKind.DECISION: ("{", "}"),
    NodeKind.SWITCH: ("{", "}"),
    NodeKind.LOOP: ("{{", "}}"),
    NodeKind.DATA_ACTION: ("[/", "/]"),
    NodeKind.LOOKUP: ("[/", "/]"),
    NodeKind.CALL: ("[[", "]]"),
    NodeKind.STEP: ("[", "]"),
    NodeKind.MESSAGE: ("[", "]"),
}
_LONGEST: Final = 48
_ROUND: Final = ("([", "])")
_CLASSES: Final = {
    "decision": "fill:#fff8e1,stroke:#bf8700,color:#1f2328",
    "data": "fill:#e7f3ff,stroke:#0969da,color:#1f2328",
    "message": "fill:#f3edff,stroke:#8250df,color:#1f2328",
    "queue": "fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
    "close": "fill:#ffe3e0,stroke:#cf222e,color:#1f2328",
    "ending": "fill:#eaeef2,stroke:#6e7781,color:#1f2328",
}
_CLASS_OF: Final = {
    NodeKind.DECISION: "decision",
    NodeKind.SWITCH: "decision",
    NodeKind.LOOP: "decision",
    NodeKind.DATA_ACTION: "data",
    NodeKind.LOOKUP: "data",
    NodeKind.MESSAGE: "message",
    NodeKind.QUEUE: "queue",
    NodeKind.DISCONNECT: "close",
    NodeKind.FALLS_OFF: "close",
    NodeKind.END: "ending",
    NodeKind.RETURN: "ending",
    NodeKind.JUMP: "ending",
    NodeKind.START: "ending",
}
_ENTITIES: Final = str.maketrans(
    {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "&": "#amp;", "`": "#96;"}
)


def flow_mermaid(flow: Flow, depth: Depth = Depth.FULL) -> str:
    """The text of a flowchart, a part of the flow a subgraph."""
    return "\n".join(_Writer(figure_of(flow, depth), control_flow(flow)).lines()) + "\n"


class _Writer:
    def __init__(self, figure: Figure, graph: Graph) -> None:
        self._figure = figure
        self._graph = graph
        self._ids: dict[str, str] = {}
        self._numbers = count()
        self._members: dict[str, list[str]] = {}

    def lines(self) -> Iterator[str]:
        yield "flowchart TD"
        for panel in self._figure.panels:
            yield from self._panel(panel)
        yield from self._edges()
        for name, members in self._members.items():
            yield f"  classDef {name} {_CLASSES[name]}"
            yield f"  class {','.join(members)} {name}"

    def _panel(self, panel: Panel) -> Iterator[str]:
        start = self._id(panel.path)
        yield f'  subgraph {start}_part["{_escaped(panel.title)}"]'
        yield f'    {start}(["{_escaped(panel.title)}"])'
        self._join(NodeKind.START, start)
        for box in boxes_of(panel.items):
            yield f"    {self._box(box)}"
        yield "  end"

    def _box(self, box: Box) -> str:
        name = self._id(*box.paths)
        before, after = _SHAPES.get(box.kind, _ROUND)
        text = "<br/>".join(
            _escaped(line) for line in (box.before, box.title, *box.detail.split("\n")) if line
        )
        self._join(box.kind, name)
        return f'{name}{before}"{text}"{after}'

    def _join(self, kind: NodeKind, name: str) -> None:
        if kind in _CLASS_OF:
            self._members.setdefault(_CLASS_OF[kind], []).append(name)

    def _id(self, *paths: str) -> str:
        name = f"n{next(self._numbers)}"
        for path in paths:
            self._ids[path] = name
        return name

    def _edges(self) -> Iterator[str]:
        """The edges between boxes; those from one box to the same other are one line with both labels."""
        together: dict[tuple[str, str], list[Edge]] = {}
        for edge in self._graph.edges:
            ends = (self._ids[edge.source], self._ids[edge.target])
            if ends[0] != ends[1] or edge.source == edge.target:
                together.setdefault(ends, []).append(edge)
        for (source, target), edges in together.items():
            yield f"  {source} {self._arrow(edges)} {target}"

    def _arrow(self, edges: list[Edge]) -> str:
        line = "-.->" if all(edge.kind in (EdgeKind.JUMP, EdgeKind.CALL) for edge in edges) else "-->"
        labels = [self._label(edge) for edge in edges]
        return f'{line}|"{_escaped(" / ".join(labels))}"|' if all(labels) else line

    def _label(self, edge: Edge) -> str:
        action = self._graph.by_id[edge.source].action
        label = branch_label(action, edge.label) if action and edge.label else edge.label
        return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"


def _escaped(text: str) -> str:
    return text.translate(_ENTITIES)

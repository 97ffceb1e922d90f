"""The most Data Actions that one run may call, by the shape of the graph."""

from __future__ import annotations

import pytest

from genesys_deploy.architect.flow.data_calls import most_data_calls
from genesys_deploy.architect.flow.graph import Edge, EdgeKind, Graph, Node, NodeKind

KINDS = {"D": NodeKind.DATA_ACTION, "?": NodeKind.DECISION, "S": NodeKind.STEP, "C": NodeKind.CALL}
EDGES = {"-": EdgeKind.NEXT, "=": EdgeKind.CALL, "<": EdgeKind.BACK}


def graph(*edges: str) -> Graph:
    """`?1-D2`: from decision 1 to Data Action 2; the first node is where a run begins."""
    ends = [(edge[:2], EDGES[edge[2]], edge[3:]) for edge in edges]
    names = list(dict.fromkeys(name for source, _, target in ends for name in (source, target)))
    return Graph(
        tuple(Node(name, KINDS[name[0]], name, "state") for name in names),
        tuple(Edge(source, target, kind) for source, kind, target in ends),
        (names[0],),
    )


@pytest.mark.parametrize(
    ("edges", "most"),
    [
        (["S1-S2"], 0),
        (["S1-D2", "D2-D3"], 2),
        (["?1-D2", "?1-D3", "D2-S4", "D3-D5", "D5-S4"], 2),
        (["C1=D2", "D2-S3", "C1-D4"], 2),
        (["C1=D2", "C1=S3"], 1),
        (["S1-C2", "C2-C3", "C2=D9", "C3=D9"], 2),
        (["S1-S2", "S2<S1", "S2-D3"], 1),
        (["S1-D2", "D2<S1"], None),
        (["S1-D2", "D2-D2"], None),
        (["C1=D2", "C1<C1"], None),
        (["S1-S2", "S2-S1", "D3-D3"], 0),
    ],
)
def test_the_way_with_most_calls(edges: list[str], most: int | None) -> None:
    assert most_data_calls(graph(*edges)) == most

"""Where a run may go, action by action."""

from __future__ import annotations

from textwrap import dedent, indent
from typing import TYPE_CHECKING

import pytest

from genesys_deploy.architect.flow.control_flow import control_flow
from genesys_deploy.architect.flow.graph import NodeKind
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.source.source_map import IdentityMap
from tests.shared_facts import SHARED, needs_shared

if TYPE_CHECKING:
    from pathlib import Path

    from genesys_deploy.architect.flow.graph import Graph

FLOWS = sorted((SHARED / "corpus" / "flows").glob("*"))

CASES = {
    "an empty state": ("", ["S -> nothing follows"]),
    "one after the other": (
        """
        - sendResponse: {name: a, messageBody: {lit: x}}
        - disconnect: {name: b}
        """,
        ["S -> a", "a -> b"],
    ),
    "a branch joins what follows": (
        """
        - decision:
            name: d
            condition: {exp: x}
            outputs: {"yes": {actions: [{wait: {name: w, duration: {lit: {seconds: 1}}}}]}}
        - disconnect: {name: b}
        """,
        ["S -> d", "d -yes-> w", "w -> b", "d -no-> b"],
    ),
    "a branch that ends does not join": (
        """
        - decision: {name: d, condition: {exp: x}, outputs: {"no": {actions: [{disconnect: {name: e}}]}}}
        """,
        ["S -> d", "d -yes-> nothing follows", "d -no-> e"],
    ),
    "a data action has three ways": (
        """
        - callData: {name: c, category: {A: {dataAction: {B: {}}}}, outputs: {success: {actions: [{disconnect: {name: e}}]}}}
        """,
        ["S -> c", "c -success-> e", "c -failure-> nothing follows", "c -timeout-> nothing follows"],
    ),
    "a switch has its cases and a default": (
        """
        - switch:
            name: s
            evaluate: {firstTrue: {cases: [{case: {value: {exp: a}, actions: [{disconnect: {name: e}}]}}, {case: {value: {exp: b}}}]}}
        """,
        ["S -> s", "s -case1-> e", "s -case2-> nothing follows", "s -default-> nothing follows"],
    ),
    "a loop comes back": (
        """
        - loop:
            name: l
            loopCount: {lit: 2}
            outputs:
              loop:
                actions:
                  - decision:
                      name: d
                      condition: {exp: x}
                      outputs: {"yes": {actions: [{loopExit: {name: x}}]}, "no": {actions: [{loopNext: {name: n}}]}}
                  - sendResponse: {name: r, messageBody: {lit: x}}
        - disconnect: {name: b}
        """,
        ["S -> l", "l -loop-> d", "l -done-> b", "d -yes-> x", "d -no-> n", "x -> b", "n -> l", "r -> l"],
    ),
    "a loop without a body turns on itself": (
        "- loop: {name: l, loopCount: {lit: 2}}",
        ["S -> l", "l -loop-> l", "l -done-> nothing follows"],
    ),
    "a change of state goes to the state": (
        """- changeState: {name: c, targetStateRef: "/inboundShortMessage/states/state[two]"}""",
        ["S -> c", "c -> Two"],
    ),
    "a task is called and comes back by its paths": (
        """
        - callTask: {name: c, targetTaskRef: "/inboundShortMessage/tasks/task[t]", outputs: {Bad: {actions: [{disconnect: {name: e}}]}}}
        """,
        ["S -> c", "c -> Task", "c -Good-> nothing follows", "c -Bad-> e", "c -default-> nothing follows"],
    ),
    "a transfer ends": (
        "- transferToAcd: {name: q, targetQueue: {exp: x}}",
        ["S -> q"],
    ),
    "what stands after a transfer runs when it fails": (
        """
        - transferToAcd: {name: q, targetQueue: {exp: x}}
        - disconnect: {name: b}
        """,
        ["S -> q", "q -failure-> b"],
    ),
    "the outputs of a step that nobody uses are no ways": (
        "- sendNotification: {name: n}",
        ["S -> n", "n -> nothing follows"],
    ),
    "an action that is not modelled goes on": (
        """
        - digitalMenu: {name: m, outputs: {paths: [{path: {name: p, actions: [{disconnect: {name: e}}]}}]}}
        """,
        ["S -> m", "m -> nothing follows", "m -path1-> e"],
    ),
    "a reference to nothing leads nowhere": (
        """- changeState: {name: c, targetStateRef: "/inboundShortMessage/states/state[none]"}""",
        ["S -> c"],
    ),
}

FLOW = """\
inboundShortMessage:
  name: N
  startUpRef: "/inboundShortMessage/states/state[one]"
  settingsErrorHandling: {{errorHandling: {{state: {{targetStateRef: "/inboundShortMessage/states/state[three]"}}}}}}
  states:
    - state:
        name: S
        refId: one
        actions:
{actions}
    - state: {{name: Two, refId: two, actions: [{{disconnect: {{name: end of two}}}}]}}
    - state: {{name: Three, refId: three, actions: [{{disconnect: {{name: end of three}}}}]}}
  tasks:
    - task:
        name: Task
        refId: t
        actions: [{{endTask: {{name: done}}}}]
        outputPaths: [{{outputPath: {{name: Good}}}}, {{outputPath: {{name: Bad}}}}]
"""


def graph_of(actions: str) -> Graph:
    text = FLOW.format(actions=indent(dedent(actions), " " * 10))
    return control_flow(read_flow_text(text, IdentityMap("f"))[0])


def told(graph: Graph, section: str) -> list[str]:
    names = {node.id: node.title for node in graph.nodes}
    here = {node.id for node in graph.nodes if node.section == section}
    return [
        f"{names[edge.source]} -{edge.label}-> {names[edge.target]}".replace(" --> ", " -> ")
        for edge in graph.edges
        if edge.source in here
    ]


@pytest.mark.parametrize(("actions", "edges"), CASES.values(), ids=CASES.keys())
def test_the_ways_from_each_action(actions: str, edges: list[str]) -> None:
    assert sorted(told(graph_of(actions), "states/one")) == sorted(edges)


def test_a_run_begins_at_the_start_and_where_errors_are_handled() -> None:
    graph = graph_of("")
    assert graph.entries == ("states/one", "states/three")
    reached = {graph.by_id[node].title for node in graph.reachable()}
    assert reached == {"S", "nothing follows", "Three", "end of three"}


def test_a_task_that_is_called_is_reached_and_returns() -> None:
    graph = graph_of('- callTask: {name: c, targetTaskRef: "/inboundShortMessage/tasks/task[t]"}')
    assert "tasks/t/actions[0]" in graph.reachable()
    assert graph.by_id["tasks/t/actions[0]"].kind is NodeKind.RETURN


def test_the_end_of_a_task_is_no_dead_end() -> None:
    text = "commonModule: {name: M, startUpTaskActions: [{updateData: {name: u, statements: []}}]}"
    graph = control_flow(read_flow_text(text, IdentityMap("f"))[0])
    assert [(node.title, node.kind) for node in graph.nodes][-1] == ("end of the module", NodeKind.RETURN)


@needs_shared
@pytest.mark.parametrize("path", FLOWS, ids=[path.stem[-50:] for path in FLOWS])
def test_the_graph_of_a_published_flow_is_whole(path: Path) -> None:
    flow, _ = read_flow_text(path.read_text(encoding="utf-8-sig"), IdentityMap("f"), templated=True)
    graph = control_flow(flow)
    assert len(graph.by_id) == len(graph.nodes)
    assert {end for edge in graph.edges for end in (edge.source, edge.target)} <= set(graph.by_id)
    assert len(graph.edges) == len(set(graph.edges))


@needs_shared
def test_what_is_never_reached_in_the_published_flows_is_truly_never_reached() -> None:
    unreached: set[str] = set()
    for path in FLOWS:
        flow, _ = read_flow_text(path.read_text(encoding="utf-8-sig"), IdentityMap("f"), templated=True)
        graph = control_flow(flow)
        unreached |= {node.section for node in graph.nodes if node.id not in graph.reachable()}
    assert unreached == {"tasks/Find Legacy Queue_11"}

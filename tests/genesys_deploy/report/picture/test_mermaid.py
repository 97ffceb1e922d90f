"""The Mermaid text: every box declared once, every edge between declared ones, nothing that breaks the syntax."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.report.mermaid import flow_mermaid
from genesys_deploy.report.picture.depth import Depth
from genesys_deploy.source.source_map import IdentityMap
from tests.shared_facts import SHARED, needs_shared

if TYPE_CHECKING:
    from pathlib import Path

    from genesys_deploy.architect.flow.model import Flow

FLOWS = sorted((SHARED / "corpus" / "flows").glob("*"))

SMALL = """\
commonModule:
  name: M
  startUpTaskActions:
    - decision:
        name: 'Is "a" < #1?'
        condition: {exp: Common.a}
        outputs: {"yes": {actions: [{endTask: {name: Done}}]}}
    - callData: {name: Ask, category: {A: {dataAction: {B: {}}}}}
"""

TEXT = """\
flowchart TD
  subgraph n0_part["Start"]
    n0(["Start"])
    n1{"Is #quot;a#quot; #lt; #35;1?"}
    n2(["Done"])
    n3[/"Ask<br/>B<br/>A"/]
    n4(["end of the module"])
  end
  n0 --> n1
  n1 -->|"yes"| n2
  n1 -->|"no"| n3
  n3 -->|"success / failure / timeout"| n4
  classDef ending fill:#eaeef2,stroke:#6e7781,color:#1f2328
  class n0,n2,n4 ending
  classDef decision fill:#fff8e1,stroke:#bf8700,color:#1f2328
  class n1 decision
  classDef data fill:#e7f3ff,stroke:#0969da,color:#1f2328
  class n3 data
"""

NODE = re.compile(r"^ +(n\d+)(?=[\[({])", re.MULTILINE)
EDGE = re.compile(r'^ +(n\d+) -(?:-|\.-)>(?:\|"[^"|]*"\|)? (n\d+)$', re.MULTILINE)


def test_a_small_flow_word_for_word() -> None:
    flow, _ = read_flow_text(SMALL, IdentityMap("f"))
    assert flow_mermaid(flow) == TEXT


def check(text: str) -> None:
    nodes = NODE.findall(text)
    edges = EDGE.findall(text)
    assert len(nodes) == len(set(nodes))
    assert {end for edge in edges for end in edge} <= set(nodes)
    assert len(edges) == len(set(edges))
    assert text.count("-->") + text.count("-.->") == len(edges), "an edge of another form"
    for name in re.findall(r"classDef (\w+)", text):
        assert name not in ("end", "class", "graph", "default", "style")


@pytest.mark.parametrize("depth", list(Depth))
def test_edges_join_boxes_that_are_declared(everything: Flow, depth: Depth) -> None:
    check(flow_mermaid(everything, depth))


@needs_shared
@pytest.mark.parametrize("path", FLOWS, ids=[path.stem[-50:] for path in FLOWS])
def test_published_flows_become_texts_of_that_form(path: Path) -> None:
    flow, _ = read_flow_text(path.read_text(encoding="utf-8-sig"), IdentityMap("f"), templated=True)
    check(flow_mermaid(flow))


def test_a_call_and_a_jump_are_dotted_lines_between_the_parts(everything: Flow) -> None:
    text = flow_mermaid(everything)
    names = {name: node for node, name in re.findall(r'(n\d+)\S*?"([^"]*)"', text)}
    assert f"{names['Go on<br/>Two']} -.-> {names['Two']}" in text
    assert f"{names['Call it<br/>T']} -.-> {names['T']}" in text

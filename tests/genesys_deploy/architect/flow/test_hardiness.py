"""Flows that are broken anywhere, in any way: findings, never an exception."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genesys_deploy.architect.flow.actions import CallCommonModule
from genesys_deploy.architect.flow.control_flow import control_flow
from genesys_deploy.architect.flow.difference import differences
from genesys_deploy.architect.flow.masking import mask_placeholders
from genesys_deploy.architect.flow.normal import fingerprint
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.architect.flow.tree import flow_tree
from genesys_deploy.architect.flow.uses import every_action, every_use
from genesys_deploy.architect.flow.writer import write_flow
from genesys_deploy.source.document import plain
from genesys_deploy.source.errors import SyntaxFault
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

WHOLE: Any = plain(read_yaml((Path(__file__).parent / "whole_flow.yaml").read_text(), IdentityMap("f")).root)
JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        0,
        "",
        "x",
        [],
        {},
        [1],
        [[]],
        {"a": 1},
        {"none": True},
        {"exp": "x"},
        {"lit": {"name": "n"}},
        {"actions": 5},
    ]
)


def places(tree: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [way, *(place for key, child in children for place in places(child, (*way, key)))]


PLACES = [place for place in places(WHOLE) if place]


@st.composite
def broken_flows(draw: st.DrawFn) -> Any:
    tree = copy.deepcopy(WHOLE)
    for _ in range(draw(st.integers(1, 3))):
        *way, last = draw(st.sampled_from(PLACES))
        node = tree
        try:
            for key in way:
                node = node[key]
            if draw(st.booleans()):
                node[last] = copy.deepcopy(draw(JUNK))
            elif isinstance(node, dict):
                node[draw(st.sampled_from(["x", "actions", "name", "outputs", "none"]))] = node.pop(last)
            else:
                del node[last]
        except (KeyError, IndexError, TypeError):
            continue
    return tree


@given(broken_flows())
@settings(max_examples=300, deadline=None)
def test_a_flow_that_is_broken_anywhere_is_read_drawn_and_written(tree: Any) -> None:
    flow, findings = read_flow_text(json.dumps(tree), IdentityMap("f"))
    assert all(finding.span is not None for finding in findings)
    graph = control_flow(flow)
    paths = [action.path for _, action in every_action(flow)]
    assert len(paths) == len(set(paths))
    assert {edge.target for edge in graph.edges} <= set(graph.by_id)
    assert all(use.form.span for use in every_use(flow))
    again, _ = read_flow_text(write_flow(flow), IdentityMap("f"))
    assert flow_tree(again) == flow_tree(flow)
    assert differences(flow, again) == ()
    assert fingerprint(flow) == fingerprint(again)


def test_a_module_that_is_called_none_is_not_taken_for_nothing() -> None:
    tree = copy.deepcopy(WHOLE)
    call = next(one for one in tree["workflow"]["states"][0]["state"]["actions"] if "callCommonModule" in one)
    call["callCommonModule"]["commonModule"] = {"none": {"ver_latestPublished": {"none": True}}}
    flow, _ = read_flow_text(json.dumps(tree), IdentityMap("f"))
    again, _ = read_flow_text(write_flow(flow), IdentityMap("f"))
    (module,) = (action for _, action in every_action(again) if isinstance(action, CallCommonModule))
    assert (module.common_module.text, module.version.text) == ("none", "ver_latestPublished")


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_flow_or_a_fault(text: str) -> None:
    try:
        read_flow_text(text, IdentityMap("f"), templated=True)
    except SyntaxFault:
        return


@given(st.lists(st.sampled_from(["{{", "}}", "${", "}", "<", ">", "aB", "x_y", " ", "\n", "-"])).map("".join))
def test_masking_keeps_every_place(text: str) -> None:
    masked = mask_placeholders(text)
    assert len(masked) == len(text)
    assert [n for n, c in enumerate(masked) if c == "\n"] == [n for n, c in enumerate(text) if c == "\n"]


def test_the_whole_flow_is_free_of_findings_but_for_what_is_not_modelled() -> None:
    _, findings = read_flow_text(json.dumps(WHOLE), IdentityMap("f"))
    assert [finding.rule for finding in findings] == ["unmodelled-action"]


@pytest.mark.parametrize("text", ["", "#", "---\n---\na: 1", "a: b: c", "\x00", "%YAML", "&a [*a]", "\ud800"])
def test_what_is_no_yaml_is_a_fault(text: str) -> None:
    with pytest.raises(SyntaxFault):
        read_flow_text(text, IdentityMap("f"))

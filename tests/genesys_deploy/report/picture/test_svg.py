"""The SVG itself: well formed, every action findable by its path, whole where names need escaping."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from genesys_deploy.architect.flow.graph import NodeKind
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.architect.flow.uses import every_action
from genesys_deploy.report.picture.depth import Depth
from genesys_deploy.report.picture.style import STYLE
from genesys_deploy.report.svg import flow_svg
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.model import Flow

SVG = "{http://www.w3.org/2000/svg}"


def drawn(flow: Flow, depth: Depth = Depth.FULL) -> ET.Element:
    return ET.fromstring(flow_svg(flow, depth))


def node(root: ET.Element, path: str) -> ET.Element:
    (found,) = (group for group in root.iter(f"{SVG}g") if group.get("data-path") == path)
    return found


def test_every_action_is_a_group_with_its_path(everything: Flow) -> None:
    root = drawn(everything)
    paths = [group.get("data-path") for group in root.iter(f"{SVG}g") if group.get("data-path")]
    assert len(paths) == len(set(paths))
    assert {action.path for _, action in every_action(everything)} <= set(paths)


def test_a_folded_box_tells_all_its_paths(everything: Flow) -> None:
    box = node(drawn(everything, Depth.FOLDED), "states/one/actions[0]")
    assert (box.get("data-paths") or "").splitlines() == ["states/one/actions[0]", "states/one/actions[1]"]


@pytest.mark.parametrize(
    ("path", "kind", "shape"),
    [
        ("states/one/actions[0]", "step", "rect"),
        ("states/one/actions[2]", "decision", "polygon"),
        ("states/one/actions[2]/yes[0]", "message", "rect"),
        ("states/one/actions[2]/yes[1]", "dataAction", "polygon"),
        ("states/one/actions[2]/yes[1]/success[0]", "jump", "rect"),
        ("states/one/actions[2]/yes[1]/failure[0]", "disconnect", "rect"),
        ("states/one/actions[2]/no[0]", "loop", "rect"),
        ("states/one/actions[2]/no[0]/loop[0]", "lookup", "polygon"),
        ("states/one/actions[3]", "call", "path"),
        ("states/one/end", "fallsOff", "rect"),
        ("states/two/actions[0]", "switch", "polygon"),
        ("states/two/actions[0]/case1[0]", "queue", "rect"),
        ("states/two/actions[0]/case2[0]", "end", "rect"),
        ("tasks/t/actions[0]", "return", "rect"),
    ],
)
def test_a_box_looks_like_what_happens_there(everything: Flow, path: str, kind: str, shape: str) -> None:
    box = node(drawn(everything), path)
    assert kind in (box.get("class") or "").split()
    assert box.find(f"{SVG}{shape}") is not None


def test_a_line_that_is_no_branch_tells_where_it_leads(everything: Flow) -> None:
    ways = {(way.get("data-from"), way.get("data-to")) for way in drawn(everything).iter(f"{SVG}path")}
    assert ("states/one/actions[0]", "states/one/actions[1]") in ways
    assert ("states/one/actions[3]", "states/one/end") in ways


def test_lines_tell_where_they_come_from_and_by_which_branch(everything: Flow) -> None:
    ways = {(way.get("data-from"), way.get("data-branch")) for way in drawn(everything).iter(f"{SVG}path")}
    decision = "states/one/actions[2]"
    assert {
        (decision, "yes"),
        (decision, "no"),
        (f"{decision}/yes[1]", "timeout"),
    } <= ways


def test_names_are_escaped_and_whole(everything: Flow) -> None:
    root = drawn(everything)
    assert root.get("aria-label") == 'Everything <&> "quoted"'
    texts = {text.text for text in root.iter(f"{SVG}text")}
    assert {"One & only", "Hello & <goodbye>"} <= texts


def test_characters_that_xml_cannot_hold_do_no_harm() -> None:
    text = 'commonModule: {name: "a\\u0001b", startUpTaskActions: [{endTask: {name: "\\e[1m\\U0001F600"}}]}'
    flow, _ = read_flow_text(text, IdentityMap("f"))
    root = drawn(flow)
    assert root.get("aria-label") == "a�b"
    assert "�[1m😀" in {text.text for text in root.iter(f"{SVG}text")}


def test_a_pointer_over_a_decision_shows_what_it_tests(everything: Flow) -> None:
    title = node(drawn(everything), "states/one/actions[2]").find(f"{SVG}title")
    assert title is not None
    assert 'Flow.a < "b"' in (title.text or "")


def test_a_jump_has_the_colour_of_the_part_it_leads_to(everything: Flow) -> None:
    root = drawn(everything)
    jump = node(root, "states/one/actions[2]/yes[1]/success[0]")
    (part,) = (group for group in root.iter(f"{SVG}g") if group.get("data-section") == "states/two")
    hues = [
        [name for name in (group.get("class") or "").split() if name.startswith("hue") and name != "hued"]
        for group in (jump, part)
    ]
    assert hues[0] == hues[1] != []


def test_what_is_never_reached_is_drawn_as_such(everything: Flow) -> None:
    root = drawn(everything)
    assert "unreached" in (node(root, "states/never/actions[0]").get("class") or "")
    assert "unreached" not in (node(root, "states/one/actions[0]").get("class") or "")


def test_every_kind_of_box_has_a_style_in_light_and_dark() -> None:
    drawn_kinds = set(NodeKind) - {NodeKind.START}
    assert [kind for kind in drawn_kinds if f".{kind} .shape" not in STYLE] == []
    light, _, dark = STYLE.partition("prefers-color-scheme: dark")
    names = {"--page", "--ink", "--queue", "--close-edge", "--data", "--line"}
    assert [name for name in names if f"{name}:" not in light or f"{name}:" not in dark] == []


def test_the_same_flow_is_drawn_the_same(everything: Flow) -> None:
    assert flow_svg(everything) == flow_svg(everything)


def test_nothing_is_fetched_from_elsewhere(everything: Flow) -> None:
    text = flow_svg(everything)
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in text


def test_an_empty_flow_has_a_picture() -> None:
    flow, _ = read_flow_text("commonModule: {name: x}", IdentityMap("f"))
    assert drawn(flow).find(f"{SVG}title") is not None

"""What a picture shows of a flow, in its three depths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.architect.flow.uses import every_action
from genesys_deploy.report.picture.depth import Depth, figure_of
from genesys_deploy.report.picture.figure import boxes_of
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.report.picture.figure import Item


def outline(items: Iterable[Item], depth: int = 0) -> list[str]:
    """Boxes and lanes, a level of lanes two columns in."""
    lines = []
    for item in items:
        before = f"[{item.box.before}] " if item.box.before else ""
        detail = f" ({item.box.detail})" if item.box.detail else ""
        lines.append(f"{'  ' * depth}{before}{item.box.title}{detail}")
        for lane in item.lanes:
            lines.append(f"{'  ' * depth}- {' · '.join(lane.labels)}")
            lines += outline(lane.items, depth + 1)
    return lines


FULL = """\
Prepare (a)
Note it (n)
A rather long question that has to be wrapped into several lines to be read?
- yes
  Tell (Hello & <goodbye>)
  Ask (Resolve
2 s · IRP)
  - success
    Go on (Two)
  - failure
    Close
  - timeout
- no
  Again (times 3)
  - loop
    Look (Flow.a)
    - found
      Enough
    - notFound
    Pause (1 s)
  - done
Call it (T)
- default
nothing follows"""

FOLDED = """\
Prepare (Note it)
A rather long question that has to be wrapped into several lines to be read?
- yes
  Tell (Hello & <goodbye>)
  Ask (Resolve
2 s · IRP)
  - success
    Go on (Two)
  - failure
    Close
  - timeout
- no
  Again (times 3)
  - loop
    Look (Flow.a)
    - found
      Enough
    - notFound
    Pause
  - done
Call it (T)
- default
nothing follows"""


@pytest.mark.parametrize(("depth", "expected"), [(Depth.FULL, FULL), (Depth.FOLDED, FOLDED)])
def test_a_part_of_a_flow_is_boxes_and_lanes(everything: Flow, depth: Depth, expected: str) -> None:
    assert "\n".join(outline(figure_of(everything, depth).panels[0].items)) == expected


SWITCHED = """\
Which?
- tier == "Gold"
  Gold (Flow.q)
- b
  End
- default
  Others (General
priority 5)
- c
Not modelled
- path1
  Bye
- otherwise
nothing follows"""


def test_a_switch_is_told_by_its_cases_and_what_has_no_model_goes_on(everything: Flow) -> None:
    assert "\n".join(outline(figure_of(everything).panels[1].items)) == SWITCHED


@pytest.mark.parametrize("depth", list(Depth))
def test_every_action_is_in_one_box(everything: Flow, depth: Depth) -> None:
    figure = figure_of(everything, depth)
    shown = [path for panel in figure.panels for box in boxes_of(panel.items) for path in box.paths]
    actions = [action.path for _, action in every_action(everything)]
    assert len(shown) == len(set(shown))
    assert set(actions) <= set(shown)


PREPARING = """\
commonModule:
  name: M
  startUpTaskActions:
    - updateData: {name: First, statements: []}
    - decision:
        name: Ready?
        condition: {exp: Common.a}
        outputs:
          "yes": {actions: [{updateData: {name: Second, statements: []}}]}
          "no": {actions: [{decision: {name: Sure?, condition: {exp: Common.b}, outputs: {"yes": {actions: [{updateData: {name: Third, statements: []}}]}}}}]}
    - callData:
        name: Ask
        category: {A: {dataAction: {B: {}}}}
        outputs: {failure: {actions: [{updateData: {name: Fourth, statements: []}}]}}
    - decision:
        name: Leave?
        condition: {exp: Common.c}
        outputs: {"yes": {actions: [{endTask: {name: Left}}]}}
"""


def test_the_overview_leaves_out_branches_that_only_prepare() -> None:
    flow, _ = read_flow_text(PREPARING, IdentityMap("f"))
    (panel,) = figure_of(flow, Depth.OVERVIEW).panels
    assert outline(panel.items) == [
        "[First; Ready?] Ask (B\nA)",
        "Leave?",
        "- yes",
        "  Left",
        "- no",
        "end of the module",
    ]
    assert panel.items[0].box.paths == (
        "startUpTaskActions[2]",
        "startUpTaskActions[2]/failure[0]",
        "startUpTaskActions[0]",
        "startUpTaskActions[1]",
        "startUpTaskActions[1]/yes[0]",
        "startUpTaskActions[1]/no[0]",
        "startUpTaskActions[1]/no[0]/yes[0]",
    )


def test_what_is_never_reached_is_marked(everything: Flow) -> None:
    boxes = [box for panel in figure_of(everything).panels for box in boxes_of(panel.items)]
    assert [box.title for box in boxes if not box.is_reached] == ["Not reached"]


def test_a_jump_and_a_call_lead_to_their_parts(everything: Flow) -> None:
    boxes = [box for panel in figure_of(everything).panels for box in boxes_of(panel.items)]
    assert {box.title: box.target for box in boxes if box.target} == {
        "Go on": "states/two",
        "Call it": "tasks/t",
    }


def test_the_choices_of_a_menu_stand_side_by_side() -> None:
    text = """\
inboundCall:
  name: IVR
  startUpRef: "./menus/menu[m]"
  menus:
    - menu:
        name: Main
        refId: m
        choices:
          - menuDisconnect: {name: Bye}
          - menuTask: {name: Pay, task: {actions: [{disconnect: {name: Done}}]}}
"""
    flow, _ = read_flow_text(text, IdentityMap("f"))
    (panel,) = figure_of(flow).panels
    assert outline(panel.items) == [
        "choice",
        "- menuDisconnect",
        "  Bye",
        "- menuTask",
        "  Pay",
        "  - task",
        "    Done",
        "  - otherwise",
        "end of the menu",
    ]

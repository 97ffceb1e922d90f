"""What runs came to, painted on the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from genesys_deploy.report.picture.depth import Depth
from genesys_deploy.report.picture.paint import Paint
from genesys_deploy.report.svg import flow_svg

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.model import Flow

SVG = "{http://www.w3.org/2000/svg}"
DECISION = "states/one/actions[2]"
CALL = f"{DECISION}/yes[1]"
PAINT = Paint(
    {
        "states/one/actions[0]": True,
        "states/one/actions[1]": False,
        DECISION: True,
        f"{DECISION}/no[0]": False,
    },
    {(DECISION, "yes"): True, (DECISION, "no"): False, (CALL, "timeout"): True},
)


def painted(flow: Flow, depth: Depth = Depth.FULL) -> dict[tuple[str, str], str]:
    """The paint of each box by its path, of each line by its source and where it leads."""
    found = {}
    for element in ET.fromstring(flow_svg(flow, depth, paint=PAINT)).iter():
        words = {"run", "partly", "missed"} & set((element.get("class") or "").split())
        if element.tag == f"{SVG}g" and element.get("data-path"):
            key = (element.get("data-path") or "", "")
        else:
            key = (element.get("data-from") or "", element.get("data-branch") or element.get("data-to") or "")
        if words and key[0]:
            found[key] = words.pop()
    return found


def test_boxes_and_lines_are_painted_by_what_was_run(everything: Flow) -> None:
    assert painted(everything) == {
        ("states/one/actions[0]", ""): "run",
        ("states/one/actions[1]", ""): "missed",
        ("states/one/actions[0]", "states/one/actions[1]"): "missed",
        ("states/one/actions[1]", DECISION): "run",
        (DECISION, ""): "run",
        (DECISION, "yes"): "run",
        (DECISION, "no"): "missed",
        (f"{DECISION}/no[0]", ""): "missed",
        (CALL, "timeout"): "run",
    }


def test_a_folded_box_may_be_run_in_part(everything: Flow) -> None:
    assert painted(everything, Depth.FOLDED)["states/one/actions[0]", ""] == "partly"


def test_without_paint_nothing_is_painted(everything: Flow) -> None:
    classes = [element.get("class") or "" for element in ET.fromstring(flow_svg(everything)).iter()]
    assert not any({"run", "partly", "missed"} & set(names.split()) for names in classes)

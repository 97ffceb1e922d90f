"""Where things are on the sheet: apart from one another, inside their panel, with lines that touch only their ends."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import pytest

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.report.picture.boxes import DETAIL_SIZE, TITLE_SIZE
from genesys_deploy.report.picture.depth import Depth, figure_of
from genesys_deploy.report.picture.layout import LABEL_SIZE
from genesys_deploy.report.picture.measure import clipped, text_width, wrapped
from genesys_deploy.report.picture.panels import HEADER, lay_out
from genesys_deploy.source.source_map import IdentityMap
from tests.shared_facts import SHARED, needs_shared

if TYPE_CHECKING:
    from pathlib import Path

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.report.picture.sheet import PlacedBox, PlacedPanel, Point, Sheet

FLOWS = sorted((SHARED / "corpus" / "flows").glob("*"))


def sides(box: PlacedBox) -> tuple[float, float, float, float]:
    return box.x - box.width / 2, box.x + box.width / 2, box.y, box.y + box.height


def crosses(box: PlacedBox, start: Point, end: Point) -> bool:
    """Whether a level or upright line runs through the inside of a box."""
    left, right, top, bottom = sides(box)
    (x1, x2), (y1, y2) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return x1 < right - 1 and x2 > left + 1 and y1 < bottom - 1 and y2 > top + 1


def check_panel(panel: PlacedPanel) -> None:
    drawing = panel.drawing
    for one, other in combinations(drawing.boxes, 2):
        left, right, top, bottom = sides(one)
        left2, right2, top2, bottom2 = sides(other)
        apart = right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
        assert apart, f"{one.box.title} over {other.box.title}"
    for box in drawing.boxes:
        left, right, top, bottom = sides(box)
        assert panel.x < left < right < panel.x + panel.width
        assert panel.y + HEADER < top < bottom < panel.y + panel.height
        for line in box.title:
            assert text_width(line, TITLE_SIZE) <= box.width
        for line in (*box.before, *box.detail):
            assert text_width(line, DETAIL_SIZE) <= box.width
    for way in drawing.ways:
        for start, end in pairwise(way.points):
            assert start[0] == pytest.approx(end[0]) or start[1] == pytest.approx(end[1]), "a slanted line"
            assert panel.x < start[0] < panel.x + panel.width
            through = [box.box.title for box in drawing.boxes if crosses(box, start, end)]
            assert through == [], f"from {way.source} by {way.branches}"


def check_labels(panel: PlacedPanel) -> None:
    extents = []
    for label in panel.drawing.labels:
        half = max(text_width(line, LABEL_SIZE) for line in label.lines) / 2
        assert panel.x < label.x - half < label.x + half < panel.x + panel.width
        extents.append((label, label.x - half, label.x + half))
    for (one, left, right), (other, left2, right2) in combinations(extents, 2):
        assert abs(one.y - other.y) > 8 or right <= left2 or right2 <= left, f"{one.lines} over {other.lines}"


def check(sheet: Sheet) -> None:
    for one, other in combinations(sheet.panels, 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert beside or one.y + one.height <= other.y or other.y + other.height <= one.y
    for panel in sheet.panels:
        assert panel.x + panel.width < sheet.width
        assert panel.y + panel.height < sheet.height
        check_panel(panel)
        check_labels(panel)


@pytest.mark.parametrize("depth", list(Depth))
@pytest.mark.parametrize("widest", [300, 900, 2_400])
def test_nothing_lies_over_anything_else(everything: Flow, depth: Depth, widest: float) -> None:
    check(lay_out(figure_of(everything, depth), widest))


@needs_shared
@pytest.mark.parametrize("path", FLOWS, ids=[path.stem[-50:] for path in FLOWS])
def test_the_picture_of_a_published_flow_is_in_order(path: Path) -> None:
    flow, _ = read_flow_text(path.read_text(encoding="utf-8-sig"), IdentityMap("f"), templated=True)
    for depth in Depth:
        check(lay_out(figure_of(flow, depth), 1_400))


def test_a_sheet_is_no_wider_than_asked_where_its_parts_allow(everything: Flow) -> None:
    figure = figure_of(everything)
    wide, narrow = lay_out(figure, 5_000), lay_out(figure, 1_000)
    assert wide.width > narrow.width
    assert narrow.width <= max(1_000, max(panel.width for panel in narrow.panels) + 32)
    assert wide.height < narrow.height


def test_a_flow_without_parts_is_an_empty_sheet() -> None:
    flow, _ = read_flow_text("commonModule: {name: x}", IdentityMap("f"))
    assert lay_out(figure_of(flow)).panels == ()


WRAPPED = [
    ("short", ["short"]),
    ("two words", ["two words"]),
    ("a few more words than fit", ["a few more", "words than fit"]),
    ("a great many more words than can ever fit", ["a great many", "more words t…"]),
    ("unbreakablewordthatislong", ["unbreakablew…"]),
    ("one\ntwo\nthree", ["one", "two"]),
    ("", []),
]


@pytest.mark.parametrize(("text", "lines"), WRAPPED)
def test_text_is_wrapped_and_clipped(text: str, lines: list[str]) -> None:
    found = wrapped(text, 10, 80, 2)
    assert list(found) == lines
    assert all(text_width(line, 10) <= 80 for line in found)


@pytest.mark.parametrize(
    ("wide", "narrow"), [("MMM", "iii"), ("ABC", "abc"), ("漢字", "ab"), ("abcd", "abc")]
)
def test_wide_characters_take_more_room(wide: str, narrow: str) -> None:
    assert text_width(wide, 10) > text_width(narrow, 10)


def test_what_is_clipped_ends_in_an_ellipsis() -> None:
    assert clipped("abcdefghij", 10, 40) == "abcde…"
    assert clipped("abc", 10, 40) == "abc"

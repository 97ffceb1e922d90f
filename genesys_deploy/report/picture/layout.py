"""Places a figure: sequences run down, branches stand side by side under their box and join again below.

Flows are structured (a branch ends, or joins after the action that owns it), so lines never cross: no general
graph layout is needed, and the picture keeps the order of the flow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.graph import NodeKind
from genesys_deploy.report.picture.boxes import place_box
from genesys_deploy.report.picture.measure import text_width, wrapped
from genesys_deploy.report.picture.sheet import Drawing, PlacedLabel, PlacedWay, Point

if TYPE_CHECKING:
    from genesys_deploy.report.picture.figure import Item, Lane

__all__ = ["LABEL_LINE", "LABEL_SIZE", "draw_items"]

LABEL_SIZE: Final = 11.5
LABEL_LINE: Final = 13
_GAP: Final = 26
_LANE_GAP: Final = 22
_BUS: Final = 12
_DROP: Final = 40
_JOIN: Final = 14
_WIDEST_LABEL: Final = 190
_UNTOLD: Final = ("default",)
_NEAR: Final = 46


def draw_items(items: tuple[Item, ...]) -> Drawing:
    """A sequence: each item under the one before it, a line between them where the run gets there."""
    drawing = Drawing()
    y, before = 0.0, None
    for item in items:
        block = _draw_item(item)
        if before is not None and before.flows_on:
            target = item.box.paths[0]
            _way(drawing, before, ((0, y), (0, y + _GAP)), target=target, has_head=True)
        y += _GAP if before is not None else 0
        drawing.put(block, 0, y)
        y, before = y + block.height, item
    drawing.height = y
    return drawing


def _draw_item(item: Item) -> Drawing:
    drawing = Drawing()
    placed = place_box(item.box)
    drawing.boxes.append(placed)
    drawing.reach(-placed.width / 2, placed.width / 2)
    drawing.height = placed.height
    if any(lane.items for lane in item.lanes):
        _Lanes(drawing, item, placed.height).draw()
    else:
        _draw_idle(drawing, item, placed.height)
    return drawing


def _draw_idle(drawing: Drawing, item: Item, y: float) -> None:
    """Branches that all do nothing need no lane; a single one keeps its label."""
    for lane in item.lanes:
        if len(lane.branches) == 1 and lane.branches != _UNTOLD:
            _way(drawing, item, ((0, y), (0, y + _GAP)), lane.branches)
            drawing.labels.append(PlacedLabel(_label(lane), 0, y + _GAP / 2 + 2))
            drawing.height = y + _GAP


class _Lanes:
    """The lanes under one box, from the bus that they leave by to the bus where they join."""

    def __init__(self, drawing: Drawing, item: Item, top: float) -> None:
        self._drawing = drawing
        self._item = item
        self._top = top
        self._blocks = [self._block(lane) for lane in item.lanes]
        self._xs = self._axes()
        lines = max(len(_label(lane)) for lane in item.lanes)
        self._start = top + _BUS + _DROP + (lines - 1) * LABEL_LINE
        self._end = self._start + max(block.height for block in self._blocks)

    def _block(self, lane: Lane) -> Drawing:
        block = draw_items(lane.items)
        half = max(text_width(line, LABEL_SIZE) for line in _label(lane)) / 2 + 4
        block.reach(-half, half)
        return block

    def _axes(self) -> list[float]:
        xs = [0.0]
        for before, block in zip(self._blocks, self._blocks[1:], strict=False):
            xs.append(xs[-1] + before.right + _LANE_GAP + block.left)
        busy = [x for x, lane in zip(xs, self._item.lanes, strict=True) if lane.items]
        middle = (busy[0] + busy[-1]) / 2
        nearest = min(xs, key=lambda x: abs(x - middle))
        axis = nearest if abs(nearest - middle) < _NEAR else middle
        return [x - axis for x in xs]

    def draw(self) -> None:
        for lane, block, x in zip(self._item.lanes, self._blocks, self._xs, strict=True):
            self._drawing.put(block, x, self._start)
            self._lane(lane, block, x)
        if self._item.box.kind is NodeKind.LOOP:
            self._back()
        self._drawing.height = self._end + (_JOIN if self._item.flows_on else 0)

    def _lane(self, lane: Lane, block: Drawing, x: float) -> None:
        bus = self._top + _BUS
        start: tuple[Point, ...] = ((0, self._top), (0, bus), (x, bus), (x, self._start))
        _way(self._drawing, self._item, _straight(start), lane.branches, has_head=bool(lane.items))
        self._drawing.labels.append(PlacedLabel(_label(lane), x, bus + _DROP / 2 + 2))
        if lane.flows_on and not self._is_loop_body(lane):
            join = self._end + _JOIN
            points = ((x, self._start + block.height), (x, join), (0, join))
            _way(self._drawing, self._item, _straight(points), lane.branches)

    def _is_loop_body(self, lane: Lane) -> bool:
        return self._item.box.kind is NodeKind.LOOP and bool(lane.items)

    def _back(self) -> None:
        """The line from the end of a loop's body round its left side to the loop."""
        for lane, block, x in zip(self._item.lanes, self._blocks, self._xs, strict=True):
            if not self._is_loop_body(lane) or not lane.flows_on:
                continue
            below = self._start + block.height + _JOIN / 2
            side = -self._drawing.left - _LANE_GAP / 2
            middle = self._top / 2
            half = self._drawing.boxes[0].width / 2
            points = ((x, below - _JOIN / 2), (x, below), (side, below), (side, middle), (-half, middle))
            _way(self._drawing, self._item, points, lane.branches, has_head=True)
            self._drawing.reach(side)


def _label(lane: Lane) -> tuple[str, ...]:
    return wrapped(" · ".join(lane.labels), LABEL_SIZE, _WIDEST_LABEL, 2)


def _straight(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The line without points that do not turn it."""
    return tuple(dict.fromkeys(points))


def _way(
    drawing: Drawing,
    item: Item,
    points: tuple[Point, ...],
    branches: tuple[str, ...] = (),
    *,
    target: str = "",
    has_head: bool = False,
) -> None:
    source = item.box.paths[0]
    drawing.ways.append(PlacedWay(points, source, branches, target, has_head, item.box.is_reached))

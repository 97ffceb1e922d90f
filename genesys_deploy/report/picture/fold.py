"""Smaller forms of a figure: plain steps folded together, and the overview that leaves out what only prepares."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.graph import NodeKind
from genesys_deploy.report.picture.figure import Box, Figure, Item, Lane, boxes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["fold", "overview"]

_PREPARES: Final = (NodeKind.STEP, NodeKind.DECISION, NodeKind.SWITCH)


def fold(figure: Figure) -> Figure:
    """The figure with each run of plain steps as one box."""
    panels = (replace(panel, items=_folded(panel.items)) for panel in figure.panels)
    return replace(figure, panels=tuple(panels))


def overview(figure: Figure) -> Figure:
    """The folded figure without branches in which nobody is asked, told, sent anywhere.

    A decision that only chooses between plain steps is a plain step itself, and plain steps are words in the box that
    comes after them.
    """
    panels = (replace(panel, items=tuple(map(_pruned, panel.items))) for panel in figure.panels)
    folded = fold(replace(figure, panels=tuple(panels)))
    return replace(
        figure, panels=tuple(replace(panel, items=_taken_in(panel.items)) for panel in folded.panels)
    )


def _taken_in(items: Iterable[Item]) -> tuple[Item, ...]:
    """Plain steps as words in the box that comes after them."""
    kept: list[Item] = []
    for item in items:
        lanes = tuple(replace(lane, items=_taken_in(lane.items)) for lane in item.lanes)
        box = item.box
        if kept and _is_plain(kept[-1]) and kept[-1].goes_on:
            box = _with_before(box, kept.pop().box)
        kept.append(replace(item, box=box, lanes=lanes))
    return tuple(kept)


def _with_before(box: Box, plain: Box) -> Box:
    return replace(
        box,
        before="; ".join(text for text in (plain.title, plain.detail) if text),
        tip=f"{plain.tip}\n{box.tip}",
        paths=(*box.paths, *plain.paths),
    )


def _folded(items: Iterable[Item]) -> tuple[Item, ...]:
    folded: list[Item] = []
    for item in map(_plainly, items):
        if folded and _is_plain(item) and _is_plain(folded[-1]):
            folded[-1] = _together(folded[-1], item)
        else:
            folded.append(item)
    return tuple(folded)


def _plainly(item: Item) -> Item:
    """The item with folded lanes, and without the variables that a plain step sets."""
    lanes = tuple(replace(lane, items=_folded(lane.items)) for lane in item.lanes)
    box = replace(item.box, detail="") if item.box.kind is NodeKind.STEP else item.box
    return replace(item, box=box, lanes=lanes)


def _is_plain(item: Item) -> bool:
    return item.box.kind is NodeKind.STEP and not item.lanes


def _together(first: Item, second: Item) -> Item:
    one, two = first.box, second.box
    box = Box(
        kind=NodeKind.STEP,
        title=one.title,
        detail=f"{one.detail}; {two.title}" if one.detail else two.title,
        tip=f"{one.tip}\n{two.tip}",
        paths=(*one.paths, *two.paths),
        is_reached=one.is_reached and two.is_reached,
    )
    return Item(box, goes_on=second.goes_on)


def _pruned(item: Item) -> Item:
    lanes = tuple(replace(lane, items=tuple(map(_pruned, lane.items))) for lane in item.lanes)
    if not lanes or not all(_only_prepares(lane) for lane in lanes):
        return replace(item, lanes=lanes)
    kind = NodeKind.STEP if item.box.kind in _PREPARES else item.box.kind
    inner = tuple(path for lane in item.lanes for box in boxes_of(lane.items) for path in box.paths)
    return Item(replace(item.box, kind=kind, paths=(*item.box.paths, *inner)), goes_on=True)


def _only_prepares(lane: Lane) -> bool:
    return lane.flows_on and all(item.box.kind is NodeKind.STEP and not item.lanes for item in lane.items)

"""Goes through the boxes of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.report.picture.figure import Box, Item

__all__ = ["boxes_of"]


def boxes_of(items: Iterable[Item]) -> Iterator[Box]:
    """All boxes, each before those of its lanes."""
    for item in items:
        yield item.box
        for lane in item.lanes:
            yield from boxes_of(lane.items)

"""Shapes with their places: what the layout gives and a drawing is made of. Pixels, y downwards."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from genesys_deploy.report.picture.figure import Box, Panel

__all__ = ["Drawing", "PlacedBox", "PlacedLabel", "PlacedPanel", "PlacedWay", "Point", "Sheet"]

Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """`x`, `y` is the middle of the upper edge."""

    box: Box
    x: float
    y: float
    width: float
    height: float
    before: tuple[str, ...]
    title: tuple[str, ...]
    detail: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedWay:
    """A line of right angles from the box of the action `source`: by its `branches`, or on to that of `target`.

    `has_head` where it arrives at a box.
    """

    points: tuple[Point, ...]
    source: str
    branches: tuple[str, ...]
    target: str
    has_head: bool
    is_reached: bool


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """A branch's name, its lines centred on `x`, the first about `y`."""

    lines: tuple[str, ...]
    x: float
    y: float


@dataclass(slots=True)
class Drawing:
    """A block under way, its axis at x = 0, its top at y = 0; `left` and `right` are how far it reaches."""

    boxes: list[PlacedBox] = field(default_factory=list)
    ways: list[PlacedWay] = field(default_factory=list)
    labels: list[PlacedLabel] = field(default_factory=list)
    left: float = 0
    right: float = 0
    height: float = 0

    def put(self, other: Drawing, x: float, y: float) -> None:
        """Draw another block with its axis at `x` and its top at `y`."""
        self.boxes += [replace(box, x=box.x + x, y=box.y + y) for box in other.boxes]
        self.ways += [
            replace(way, points=tuple((px + x, py + y) for px, py in way.points)) for way in other.ways
        ]
        self.labels += [replace(label, x=label.x + x, y=label.y + y) for label in other.labels]
        self.reach(x - other.left, x + other.right)
        self.height = max(self.height, y + other.height)

    def reach(self, *xs: float) -> None:
        self.left = max(self.left, *(-x for x in xs))
        self.right = max(self.right, *xs)


@dataclass(frozen=True, slots=True)
class PlacedPanel:
    """A part of the flow; its drawing's axis and top are in sheet coordinates already. `number` picks its colour."""

    panel: Panel
    number: int
    x: float
    y: float
    width: float
    height: float
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Sheet:
    title: str
    width: float
    height: float
    panels: tuple[PlacedPanel, ...]

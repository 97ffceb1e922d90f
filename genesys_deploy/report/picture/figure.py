"""What a picture shows: boxes in sequences, lanes under a box for its branches, a panel for each part of the flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.architect.flow.graph import NodeKind

__all__ = ["Box", "Figure", "Item", "Lane", "Panel", "boxes_of"]


@dataclass(frozen=True, slots=True)
class Box:
    """One shape. `paths` are the actions that it stands for, several where steps are folded.

    `tip` is what a pointer over it shows; `target` the path of the part that it leads to, empty for none; `before` the
    names of the plain steps that the box has taken in and that run before it.
    """

    kind: NodeKind
    title: str
    detail: str
    tip: str
    paths: tuple[str, ...]
    target: str = ""
    is_reached: bool = True
    before: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A branch of the box above it; `branches` are several where those that do nothing go one way.

    `labels` are what the picture calls them.
    """

    branches: tuple[str, ...]
    labels: tuple[str, ...]
    items: tuple[Item, ...]

    @property
    def flows_on(self) -> bool:
        return not self.items or self.items[-1].flows_on


@dataclass(frozen=True, slots=True)
class Item:
    """A box with its lanes. Without lanes, `goes_on` says whether it leads to what follows."""

    box: Box
    lanes: tuple[Lane, ...] = ()
    goes_on: bool = True

    @property
    def flows_on(self) -> bool:
        return any(lane.flows_on for lane in self.lanes) if self.lanes else self.goes_on


@dataclass(frozen=True, slots=True)
class Panel:
    """A state, a task …; `path` names it, `is_entry` where a run may begin in it."""

    path: str
    kind: str
    title: str
    items: tuple[Item, ...]
    is_entry: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A whole flow."""

    title: str
    panels: tuple[Panel, ...]


def boxes_of(items: Iterable[Item]) -> Iterator[Box]:
    """All boxes, each before those of its lanes."""
    for item in items:
        yield item.box
        for lane in item.lanes:
            yield from boxes_of(lane.items)

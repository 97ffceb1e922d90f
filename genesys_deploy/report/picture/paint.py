"""Paints on a picture what runs came to: coverage, or the way of one run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from genesys_deploy.report.picture.figure import Box
    from genesys_deploy.report.picture.sheet import PlacedWay

__all__ = ["Paint"]


@dataclass(frozen=True, slots=True)
class Paint:
    """Whether each action, by its path, and each branch, by its action's path and its name, was run.

    What is in neither mapping is not painted. `partly` are the actions that were run, but not in all respects.
    """

    actions: Mapping[str, bool]
    branches: Mapping[tuple[str, str], bool]
    partly: AbstractSet[str] = frozenset()

    def of_box(self, box: Box) -> str:
        """`run`, `missed`, `partly` (also of several folded actions of which some were run), or nothing."""
        word = _word(self.actions.get(path) for path in box.paths)
        return "partly" if word == "run" and not self.partly.isdisjoint(box.paths) else word

    def of_way(self, way: PlacedWay) -> str:
        """The same for a line: by its branches, else by the box that it leads to."""
        if way.branches:
            return _word(self.branches.get((way.source, branch)) for branch in way.branches)
        return _word([self.actions.get(way.target)])


def _word(marks: Iterable[bool | None]) -> str:
    known = {mark for mark in marks if mark is not None}
    if len(known) == 2:
        return "partly"
    return "" if not known else "run" if True in known else "missed"

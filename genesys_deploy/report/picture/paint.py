"""Paints on a picture what runs came to: coverage, or the way of one run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from genesys_deploy.report.picture.figure import Box
    from genesys_deploy.report.picture.sheet import PlacedWay

__all__ = ["Paint"]


@dataclass(frozen=True, slots=True)
class Paint:
    """Whether each action, by its path, and each branch, by its action's path and its name, was run.

    What is in neither mapping is not painted.
    """

    actions: Mapping[str, bool]
    branches: Mapping[tuple[str, str], bool]

    def of_box(self, box: Box) -> str:
        """`run`, `missed`, `partly` (of several folded actions some were run), or nothing."""
        return _word(self.actions.get(path) for path in box.paths)

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

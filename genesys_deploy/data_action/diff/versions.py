"""The two sides of a comparison."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.data_action.checks.places import Places
from genesys_deploy.data_action.diff.model import Change

if TYPE_CHECKING:
    from genesys_deploy.data_action.diff.meaning import Kind
    from genesys_deploy.data_action.model import DataAction

__all__ = ["Versions"]


@dataclass(frozen=True, slots=True)
class Versions:
    old: DataAction
    new: DataAction

    def change(
        self,
        kind: Kind,
        what: str,
        place: tuple[str, ...] = (),
        names: tuple[str, ...] = (),
        offsets: tuple[int, int] = (0, 0),
    ) -> Change:
        """A change at a place of both files; `offsets` lead into the text that stands there."""
        old, new = Places(self.old).span(place, offsets[0]), Places(self.new).span(place, offsets[1])
        return Change(kind, what, names, old, new)

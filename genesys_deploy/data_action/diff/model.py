"""One change of a Data Action, and all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.data_action.diff.meaning import MEANINGS, Kind, Meaning

if TYPE_CHECKING:
    from genesys_deploy.source.span import Span

__all__ = ["ActionDiff", "Change"]


@dataclass(frozen=True, slots=True)
class Change:
    """`what` is told to people: "customerId: string → integer".

    `names` are the inputs or outputs of the contract that it is about, as flows call them. `old` and `new` are
    where each version has it, or the nearest thing around the place; None where there is no file.
    """

    kind: Kind
    what: str
    names: tuple[str, ...] = ()
    old: Span | None = None
    new: Span | None = None

    @property
    def meaning(self) -> Meaning:
        return MEANINGS[self.kind]

    @property
    def breaking(self) -> bool:
        """Whether a flow or the remote service must act before all works as it did."""
        return self.meaning.breaks_flows or self.meaning.breaks_service

    @property
    def for_flows(self) -> str:
        return self.meaning.flows

    @property
    def for_service(self) -> str:
        return self.meaning.service


@dataclass(frozen=True, slots=True)
class ActionDiff:
    """What changed in the Data Action of this name; the old one's, where the names differ."""

    name: str
    changes: tuple[Change, ...]

    @property
    def makes_version(self) -> bool:
        """Whether the contract changes: the platform forbids it for a published action, a new one is made beside it."""
        return any(change.meaning.contract for change in self.changes)

    @property
    def breaking(self) -> bool:
        return any(change.breaking for change in self.changes)

"""A Data Action as an org holds it: the action itself, and the integration that runs it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from genesys_deploy.data_action.wire import from_wire, to_wire
from genesys_deploy.resources.key import Key, Kind, Ownership

if TYPE_CHECKING:
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.resources.wire import Ids, Names, Wire
    from genesys_deploy.source.span import Span

__all__ = ["DataActionResource"]


@dataclass(frozen=True, slots=True)
class DataActionResource:
    """`category` is the heading under which a flow finds the action; normally the integration's name.

    `formerly_under` is its heading before the integration was renamed.
    """

    action: DataAction
    integration: str
    category: str = ""
    ownership: Ownership = Ownership.OWN
    renamed_from: str = ""
    formerly_under: str = ""
    span: Span | None = field(default=None, compare=False)

    @property
    def name(self) -> str:
        return self.action.name

    @property
    def shown_under(self) -> str:
        return self.category or self.integration

    @property
    def key(self) -> Key:
        return Key(Kind.DATA_ACTION, self.name, within=self.shown_under, formerly_within=self.formerly_under)

    @property
    def needs(self) -> frozenset[Key]:
        return frozenset({Key(Kind.INTEGRATION, self.integration)})

    def to_wire(self, ids: Ids) -> dict[str, Any]:
        return to_wire(self.action, self.shown_under, ids[Key(Kind.INTEGRATION, self.integration)])

    @classmethod
    def from_wire(cls, wire: Wire, names: Names) -> Self:
        """`wire` is the action with its contract, configuration and templates."""
        integration = names.get(wire.text("integrationId"))
        name = integration.name if integration else wire.text("integrationId")
        return cls(from_wire(wire.raw), name, wire.text("category"))

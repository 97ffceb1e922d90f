"""What a flow refers to and a run may need: common modules, Data Action contracts, objects of the org."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.values import Reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.data_action.model import DataAction

__all__ = ["Library", "made_up_id"]

_NAMESPACE: Final = uuid.UUID("6a8f2a1e-52f0-4d5c-9a41-0a6f2f0c7d11")


def made_up_id(kind: str, name: str) -> str:
    """The id of an object whose real one is not known: the same for the same kind and name, everywhere."""
    return str(uuid.uuid5(_NAMESPACE, f"{kind}/{name}"))


@dataclass(frozen=True, slots=True)
class Library:
    """Common modules and Data Actions by name; ids of the objects that a flow names, by kind and name.

    What is not here is unknown, not wrong: a call of an unknown module becomes a request to the world, the types
    of an unknown Data Action are those of the flow's own variables, an unknown queue gets a made-up id.
    """

    modules: Mapping[str, Flow] = field(default_factory=dict)
    data_actions: Mapping[str, DataAction] = field(default_factory=dict)
    ids: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def identify(self, kind: str, name: str) -> Reference:
        return Reference(kind, self.ids.get((kind, name)) or made_up_id(kind, name), name)

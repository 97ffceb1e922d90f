"""How each action runs, by family; `COMPILERS` is the table of all."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from genesys_deploy.simulate.actions import (
    calls,
    contacts,
    data_actions,
    endings,
    logic,
    lookups,
    messages,
    participants,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.simulate.actions.table import Compile

__all__ = ["COMPILERS"]

_FAMILIES: Final = (logic, data_actions, participants, calls, lookups, contacts, messages, endings)
COMPILERS: Final[Mapping[type, Compile]] = MappingProxyType(
    {kind: compile_ for family in _FAMILIES for kind, compile_ in family.COMPILERS.items()}
)

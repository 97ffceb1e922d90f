"""What is declared against what an org has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from genesys_deploy.deploy.action_changes import configuration_changes, contract_changes
from genesys_deploy.deploy.change import Change
from genesys_deploy.deploy.flow_changes import flow_changes
from genesys_deploy.resources import (
    Credential,
    DataActionResource,
    FlowResource,
    Integration,
    OpenMessagingIntegration,
    Queue,
    Recipient,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.platform.org import Held
    from genesys_deploy.resources import Names, Resource

__all__ = ["Comparison", "compare"]

_MUTABLE: Mapping[type[Any], tuple[str, ...]] = {
    Queue: ("division", "description"),
    Integration: ("credential", "notes", "enabled"),
    OpenMessagingIntegration: ("webhook",),
    Recipient: ("flow_name",),
    DataActionResource: ("shown_under",),
}
_FIXED: Mapping[type[Any], tuple[str, ...]] = {
    Credential: ("type",),
    Integration: ("type",),
    DataActionResource: ("integration",),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """`changes` can be made in place; `forbidden` are changes that the platform lets nobody make."""

    changes: tuple[Change, ...] = ()
    forbidden: tuple[Change, ...] = ()


def compare(wanted: Resource, held: Held, names: Names) -> Comparison:
    """Compare the declared fields; a field that is None is not declared."""
    there: Any = type(wanted).from_wire(held.wire, names)
    kind = type(wanted)
    changes = _fields(wanted, there, _MUTABLE.get(kind, ()))
    forbidden = _fields(wanted, there, _FIXED.get(kind, ()))
    match wanted:
        case DataActionResource():
            changes += configuration_changes(there.action, wanted.action)
            forbidden += contract_changes(there.action, wanted.action)
        case FlowResource():
            changes += flow_changes(there.yaml_text, wanted)
        case _:
            pass
    return Comparison(changes, forbidden)


def _fields(wanted: Resource, there: Any, names: tuple[str, ...]) -> tuple[Change, ...]:
    pairs = ((name, getattr(there, name), getattr(wanted, name)) for name in names)
    return tuple(
        Change(name.replace("_", " "), _text(before), _text(after))
        for name, before, after in pairs
        if after is not None and before != after
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)

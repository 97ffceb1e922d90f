"""What is declared against what an org has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from genesys_deploy.deploy.compare.action_changes import configuration_changes, contract_changes
from genesys_deploy.deploy.compare.change import Change
from genesys_deploy.deploy.compare.flow_changes import flow_changes
from genesys_deploy.deploy.compare.table_changes import column_changes, retyped_columns, row_changes
from genesys_deploy.deploy.compare.trigger_changes import match_changes
from genesys_deploy.resources import (
    Credential,
    DataActionResource,
    DataTable,
    FlowResource,
    Integration,
    OpenMessagingIntegration,
    Queue,
    Recipient,
    TableRows,
    Trigger,
)
from genesys_deploy.resources.action_version import version_of

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
    DataTable: ("division", "description", "key_title"),
    Trigger: ("flow", "enabled", "event_ttl", "delay", "data_format", "description"),
}
_RENAMED = (Queue, Credential, Integration, DataActionResource, FlowResource, DataTable, Trigger)
"""What the platform gives another name in place."""
_FIXED: Mapping[type[Any], tuple[str, ...]] = {
    Credential: ("type",),
    Integration: ("type",),
    DataActionResource: ("integration",),
    Trigger: ("topic",),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """`changes` can be made in place; `forbidden` are changes that the platform lets nobody make."""

    changes: tuple[Change, ...] = ()
    forbidden: tuple[Change, ...] = ()


def compare(wanted: Resource, held: Held, names: Names) -> Comparison:
    """Compare the declared fields; a field that is None is not declared."""
    there: Any = _there(wanted, held, names)
    kind = type(wanted)
    changes = (*_name(wanted, held), *_fields(wanted, there, _MUTABLE.get(kind, ())))
    forbidden = _fields(wanted, there, _FIXED.get(kind, ()))
    match wanted:
        case DataActionResource():
            changes += configuration_changes(there.action, wanted.action)
            forbidden += contract_changes(there.action, wanted.action)
        case FlowResource():
            changes += flow_changes(there.yaml_text, wanted)
        case DataTable():
            changes += column_changes(there, wanted)
            forbidden += retyped_columns(there, wanted)
        case TableRows():
            changes += row_changes(there, wanted)
        case Trigger():
            changes += match_changes(there, wanted)
        case _:
            pass
    return Comparison(changes, forbidden)


def _there(wanted: Resource, held: Held, names: Names) -> Resource:
    if isinstance(wanted, Integration):
        # Other people may have put credentials into other slots.
        return Integration.from_wire(held.wire, names, wanted.credential_type)
    return type(wanted).from_wire(held.wire, names)


def _name(wanted: Resource, held: Held) -> tuple[Change, ...]:
    """That of a Data Action's later version is not another one."""
    now = held.wire.text("name")
    if not isinstance(wanted, _RENAMED) or now in {"", wanted.name}:
        return ()
    if isinstance(wanted, DataActionResource) and version_of(now, wanted.name):
        return ()
    return (Change("name", now, wanted.name),)


def _fields(wanted: Resource, there: Any, names: tuple[str, ...]) -> tuple[Change, ...]:
    pairs = ((name, getattr(there, name), getattr(wanted, name)) for name in names)
    return tuple(
        Change(name.replace("_", " "), _text(before), _text(after))
        for name, before, after in pairs
        if after is not None and before != after
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)

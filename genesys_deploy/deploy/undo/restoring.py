"""One object as it was before a release changed it: what brings it back there, or why nothing does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from genesys_deploy.deploy.compare.comparison import compare
from genesys_deploy.deploy.compare.flow_needs import needs_of_flow
from genesys_deploy.deploy.planning.plan import update_of
from genesys_deploy.deploy.record.made import called
from genesys_deploy.resources import (
    DataActionResource,
    DataTable,
    FlowResource,
    Integration,
    Key,
    Kind,
    Queue,
    Recipient,
    TableRows,
    Trigger,
    Wire,
)
from genesys_deploy.resources.messaging import INBOUND_MESSAGE
from genesys_deploy.resources.trigger import WORKFLOW
from genesys_deploy.source.errors import OrgError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from genesys_deploy.deploy.planning.operation import Operation
    from genesys_deploy.deploy.planning.snapshot import Snapshot
    from genesys_deploy.deploy.record.before import Before
    from genesys_deploy.platform.org import Held, Org
    from genesys_deploy.resources import Resource

__all__ = ["restored", "with_referred"]

_REFERRED = (
    ("division", Kind.DIVISION, ""),
    ("flow", Kind.FLOW, INBOUND_MESSAGE),
    ("target", Kind.FLOW, WORKFLOW),
)
"""Fields of what was kept that hold another object's id."""
_TYPES: Mapping[Kind, type[Any]] = {
    Kind.QUEUE: Queue,
    Kind.INTEGRATION: Integration,
    Kind.DATA_ACTION: DataActionResource,
    Kind.RECIPIENT: Recipient,
    Kind.DATA_TABLE: DataTable,
    Kind.TABLE_ROWS: TableRows,
    Kind.TRIGGER: Trigger,
}


def with_referred(snapshot: Snapshot, befores: Iterable[Before], org: Org) -> Snapshot:
    """The same snapshot, with what objects referred to then, which need not be declared any more, by its id."""
    wanted = {
        part.text("id"): Key(kind, part.text("name"), scope)
        for before in befores
        for field, kind, scope in _REFERRED
        if (part := Wire(before.fields).part(field)).text("id")
    }
    found = [
        org.shelf(key.kind).get(key, identifier)
        for identifier, key in wanted.items()
        if identifier not in snapshot.names
    ]
    named = [replace(held, key=called(held)) for held in found if held]
    return replace(snapshot, held={**snapshot.held, **{held.key: held for held in named}})


def restored(
    before: Before, snapshot: Snapshot, org: Org, returning: frozenset[Key] = frozenset()
) -> Operation | str | None:
    """The operation; a sentence, where it cannot be; None, where there is nothing to go back to.

    `returning` are the keys of what is restored together with it, by the names that they will have again.
    """
    if not before.id:
        return None
    named = snapshot.held.get(before.key)
    held = named if named and named.id == before.id else org.shelf(before.key.kind).get(before.key, before.id)
    if held is None:
        return f"{before.key} {'was deleted and made anew since' if named else 'is gone'}"
    now = org.shelf(before.key.kind).read(held)
    if before.key.kind is Kind.FLOW:
        wanted: Resource | str | None = _flow(before, now, org, returning)
    else:
        wanted = _fields(before, now, snapshot)
    if not isinstance(wanted, str | None):
        return update_of(wanted, now, compare(wanted, now, snapshot.names).changes)
    return wanted


def _flow(before: Before, now: Held, org: Org, returning: frozenset[Key]) -> FlowResource | str | None:
    if not before.version:
        return None
    try:
        then = org.shelf(Kind.FLOW).read(now.knowing({"publishedVersion": {"id": before.version}}))
        text = then.wire.text("yaml")
        needs = needs_of_flow(text)
    except (OrgError, SourceError) as error:
        return f"version {before.version} of {before.key} cannot be read: {error.message}"
    if gone := _gone(needs - returning, org):
        return f"version {before.version} of {before.key} needs {', '.join(map(str, gone))}, which is gone"
    name = before.called.name
    return FlowResource(name, before.key.scope, text, needs, version=before.version)


def _gone(needs: frozenset[Key], org: Org) -> list[Key]:
    kinds = {key.kind for key in needs}
    wanted = {kind: sorted(key for key in needs if key.kind is kind) for kind in kinds}
    actions = wanted.pop(Kind.DATA_ACTION, [])
    there = {held.key for kind, keys in wanted.items() for held in org.shelf(kind).find(keys)}
    return sorted(needs - there - _actions_there(actions, org))


def _actions_there(actions: Sequence[Key], org: Org) -> frozenset[Key]:
    """By the very names that a flow calls: that a later version is there does not help an earlier one."""
    found = org.library(Kind.DATA_ACTION).all() if actions else ()
    names = {(held.wire.text("category").casefold(), held.key.name) for held in found}
    return frozenset(key for key in actions if (key.within.casefold(), key.name) in names)


def _fields(before: Before, now: Held, snapshot: Snapshot) -> Resource | str | None:
    raw = Wire({**now.wire.raw, **before.fields})
    wanted: Resource = _TYPES[before.key.kind].from_wire(raw, snapshot.names)
    if isinstance(wanted, Recipient) and not raw.part("flow").text("id"):
        return None
    if unknown := sorted(wanted.needs - snapshot.held.keys()):
        return f"{before.key} needs {', '.join(map(str, unknown))}, which is gone or not this project's"
    return wanted

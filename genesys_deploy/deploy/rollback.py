"""Undoing releases: a plan that brings an org back to what it was after an earlier one.

Flows go back to the version that was published then, everything else to the fields that it had. What was made since
stays where it is: flows that ran before do not name it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from genesys_deploy.deploy.before import befores_in
from genesys_deploy.deploy.comparison import compare
from genesys_deploy.deploy.errors import CannotRollBack, NoSuchRelease
from genesys_deploy.deploy.flow_needs import needs_of_flow
from genesys_deploy.deploy.made import Ledger
from genesys_deploy.deploy.order import in_order
from genesys_deploy.deploy.plan import Plan, update_of
from genesys_deploy.deploy.release_table import ReleaseTable
from genesys_deploy.deploy.snapshot import take_snapshot
from genesys_deploy.resources import (
    DataActionResource,
    FlowResource,
    Integration,
    Kind,
    Queue,
    Recipient,
    Wire,
)
from genesys_deploy.source.errors import OrgError, SourceError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from genesys_deploy.deploy.before import Before
    from genesys_deploy.deploy.operation import Operation
    from genesys_deploy.deploy.plan import Declared
    from genesys_deploy.deploy.releases import Release
    from genesys_deploy.deploy.snapshot import Snapshot
    from genesys_deploy.platform.org import Held, Org
    from genesys_deploy.resources import Key, Resource

__all__ = ["Rollback", "plan_rollback"]

READERS = 8
_TYPES: Mapping[Kind, type[Any]] = {
    Kind.QUEUE: Queue,
    Kind.INTEGRATION: Integration,
    Kind.DATA_ACTION: DataActionResource,
    Kind.RECIPIENT: Recipient,
}


@dataclass(frozen=True, slots=True)
class Rollback:
    """`plan` leads back to `target`; `left` are names of what was changed since and stays as it is."""

    plan: Plan
    target: Release
    left: tuple[str, ...]


def plan_rollback(declared: Declared, org: Org, project: str, number: int | None = None) -> Rollback:
    """Read what undoing every release after `number` takes, by default the last one; nothing is written.

    Raises:
        NoSuchRelease: there is none of that number, or none before the last.
        CannotRollBack: something that it needs is gone; all of it, by name.
        OrgError: the org cannot be read.
    """
    table = ReleaseTable.read(org, project).readable()
    target = _target(table.releases, number)
    snapshot = take_snapshot(in_order(declared.resources), org, project)
    made_since = {one.key for one in Ledger.of(table.rows).made if one.release > target.number}
    befores = {
        key: before for key, before in befores_in(table, target.number).items() if key not in made_since
    }
    with ThreadPoolExecutor(READERS, thread_name_prefix="undo") as pool:
        undone = tuple(pool.map(lambda before: _undone(before, snapshot, org), befores.values()))
    if problems := [one for one in undone if isinstance(one, str)]:
        raise CannotRollBack(target.number, problems)
    by_key = {one.key: one for one in undone if not isinstance(one, str | None)}
    ordered = in_order(one.wanted for one in by_key.values())
    plan = Plan(tuple(by_key[resource.key] for resource in ordered), snapshot)
    since = {name for release in table.releases if release.number > target.number for name in release.changed}
    return Rollback(plan, target, tuple(sorted(since - {str(key) for key in by_key})))


def _target(releases: Sequence[Release], number: int | None) -> Release:
    earlier = [one for one in releases[1:] if one.complete]
    if number is None and releases and not releases[0].complete:
        # A rollback that was broken off is taken up again; the release before it is what it leads away from.
        number = releases[0].back_to or None
    for one in earlier:
        if number in {None, one.number}:
            return one
    raise NoSuchRelease(number, [one.number for one in earlier])


def _undone(before: Before, snapshot: Snapshot, org: Org) -> Operation | str | None:
    """The operation; a sentence, where it cannot be; None, where there is nothing to go back to."""
    if not before.id:
        return None
    held = snapshot.held.get(before.key)
    if held is None:
        return f"{before.key} is gone, or the project no longer declares it"
    if held.id != before.id:
        return f"{before.key} was deleted and made anew since"
    now = org.shelf(before.key.kind).read(held)
    wanted = _flow(before, now, org) if before.key.kind is Kind.FLOW else _fields(before, now, snapshot)
    if not isinstance(wanted, str | None):
        return update_of(wanted, now, compare(wanted, now, snapshot.names).changes, snapshot)
    return wanted


def _flow(before: Before, now: Held, org: Org) -> FlowResource | str | None:
    if not before.version:
        return None
    try:
        then = org.shelf(Kind.FLOW).read(now.knowing({"publishedVersion": {"id": before.version}}))
        text = then.wire.text("yaml")
        needs = needs_of_flow(text)
    except (OrgError, SourceError) as error:
        return f"version {before.version} of {before.key} cannot be read: {error.message}"
    if gone := _gone(needs, org):
        return f"version {before.version} of {before.key} needs {', '.join(map(str, gone))}, which is gone"
    return FlowResource(before.key.name, before.key.scope, text, needs, version=before.version)


def _gone(needs: frozenset[Key], org: Org) -> list[Key]:
    kinds = {key.kind for key in needs}
    wanted = {kind: sorted(key for key in needs if key.kind is kind) for kind in kinds}
    there = {held.key for kind, keys in wanted.items() for held in org.shelf(kind).find(keys)}
    return sorted(needs - there)


def _fields(before: Before, now: Held, snapshot: Snapshot) -> Resource | str | None:
    raw = Wire({**now.wire.raw, **before.fields})
    wanted: Resource = _TYPES[before.key.kind].from_wire(raw, snapshot.names)
    if isinstance(wanted, Recipient) and not raw.part("flow").text("id"):
        return None
    if unknown := sorted(wanted.needs - snapshot.held.keys()):
        return f"{before.key} needs {', '.join(map(str, unknown))}, which is gone or not this project's"
    return wanted

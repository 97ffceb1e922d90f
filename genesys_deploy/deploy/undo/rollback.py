"""Undoing releases: a plan that brings an org back to what it was after an earlier one.

Flows go back to the version that was published then, everything else to the fields that it had. What was made since
stays where it is: flows that ran before do not name it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.deploy.errors import CannotRollBack, NoSuchRelease
from genesys_deploy.deploy.planning.choices import Choices
from genesys_deploy.deploy.planning.locked_flows import with_locks
from genesys_deploy.deploy.planning.order import in_order
from genesys_deploy.deploy.planning.plan import Plan
from genesys_deploy.deploy.planning.sharing import with_users_outside
from genesys_deploy.deploy.planning.snapshot import take_snapshot
from genesys_deploy.deploy.record.before import befores_in
from genesys_deploy.deploy.record.made import Ledger
from genesys_deploy.deploy.record.release_table import ReleaseTable
from genesys_deploy.deploy.undo.restoring import restored, with_referred
from genesys_deploy.resources import Ownership

if TYPE_CHECKING:
    from collections.abc import Sequence

    from genesys_deploy.deploy.planning.plan import Declared
    from genesys_deploy.deploy.record.before import Before
    from genesys_deploy.deploy.record.releases import Release
    from genesys_deploy.platform.org import Org

__all__ = ["Rollback", "plan_rollback", "refuse_without_target"]

READERS = 8


@dataclass(frozen=True, slots=True)
class Rollback:
    """`plan` leads back to `target`; `left` are names of what was changed since and stays as it is."""

    plan: Plan
    target: Release
    left: tuple[str, ...]


def plan_rollback(
    declared: Declared,
    org: Org,
    project: str,
    number: int | None = None,
    *,
    choices: Choices | None = None,
) -> Rollback:
    """Read what undoing every release after `number` takes, by default the last one; nothing is written.

    Raises:
        NoSuchRelease: there is none of that number, or none before the last.
        CannotRollBack: something that it needs is gone; all of it, by name.
        OrgError: the org cannot be read.
    """
    table = ReleaseTable.read(org, project).readable()
    target = _target(table.releases_in_force, number)
    snapshot = take_snapshot(in_order(declared.resources), org, project)
    befores = _befores(table, target, declared)
    snapshot = with_referred(snapshot, befores, org)
    returning = frozenset(one.called for one in befores)
    with ThreadPoolExecutor(READERS, thread_name_prefix="undo") as pool:
        undone = tuple(pool.map(lambda before: restored(before, snapshot, org, returning), befores))
    if problems := [one for one in undone if isinstance(one, str)]:
        raise CannotRollBack(target.number, problems)
    by_key = {one.key: one for one in undone if not isinstance(one, str | None)}
    ordered = in_order(one.wanted for one in by_key.values())
    operations = tuple(by_key[resource.key] for resource in ordered)
    plan = with_locks(with_users_outside(Plan(operations, snapshot, choices or Choices()), org), org)
    since = {name for release in table.releases if release.number > target.number for name in release.changed}
    undone_names = {
        str(key) for one in by_key.values() for key in (one.key, one.held.key if one.held else one.key)
    }
    return Rollback(plan, target, tuple(sorted(since - undone_names)))


def refuse_without_target(org: Org, project: str, number: int | None) -> None:
    """Look whether there is anything to go back to, before anything is written for it.

    Raises:
        NoSuchRelease: there is none of that number, or none before the last.
    """
    _target(ReleaseTable.read(org, project).readable().releases_in_force, number)


def _befores(table: ReleaseTable, target: Release, declared: Declared) -> list[Before]:
    """What was changed since, but for what was made since, and for what is only referred to by now."""
    made_since = [one for one in Ledger.of(table.rows).made if one.release > target.number]
    spared = {one.key for one in declared.resources if one.ownership is Ownership.REFERENCE}
    spared |= {one.key for one in made_since}
    ids = {one.id for one in made_since if one.id}
    befores = befores_in(table, target.number).values()
    return [one for one in befores if one.key not in spared and one.id not in ids]


def _target(releases: Sequence[Release], number: int | None) -> Release:
    earlier = [one for one in releases[1:] if one.complete]
    if number is None and releases and not releases[0].complete:
        # A rollback that was broken off is taken up again; the release before it is what it leads away from.
        number = releases[0].back_to or None
    for one in earlier:
        if number in {None, one.number}:
            return one
    raise NoSuchRelease(number, [one.number for one in earlier])

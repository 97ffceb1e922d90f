"""Taking a project out of an org: what its releases made goes, what they changed is as it was before the first.

Only what the release table says was made is deleted, and only while it is the same object: one of another id is
somebody else's, whatever it is called. Whatever somebody else still uses keeps all of it from being deleted.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from genesys_deploy.deploy.apply import apply
from genesys_deploy.deploy.errors import CannotDestroy, StalePlan
from genesys_deploy.deploy.lock import LOCK
from genesys_deploy.deploy.planning.operation import Operation, Verb
from genesys_deploy.deploy.planning.order import in_order
from genesys_deploy.deploy.planning.plan import Plan
from genesys_deploy.deploy.record.releases import NOTHING, RELEASE
from genesys_deploy.deploy.undo.leaving import in_turn
from genesys_deploy.deploy.undo.remains import Remains

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.deploy.apply import Keeper, Result
    from genesys_deploy.deploy.events import Listener
    from genesys_deploy.deploy.planning.plan import Declared
    from genesys_deploy.deploy.record.release_table import ReleaseTable
    from genesys_deploy.deploy.record.releases import Release
    from genesys_deploy.platform.org import Org
    from genesys_deploy.platform.patience import Clock
    from genesys_deploy.resources import Key

__all__ = ["Destruction", "destroy", "plan_destroy"]

READERS = 8


@dataclass(frozen=True, slots=True)
class Destruction:
    """`left` says what stays although it was made or changed, and why. Without an id of `table` there is nothing."""

    plan: Plan
    table: ReleaseTable
    left: tuple[str, ...] = ()

    def is_done(self, *, keep_releases: bool = False) -> bool:
        """Whether the project was never applied, or has been destroyed already."""
        return not self.table.id or (keep_releases and not self.plan.changes and not _stale(self.table.rows))

    def refuse_more_than(self, shown: Destruction) -> None:
        """Make sure that there is nothing to do but what was shown.

        Raises:
            StalePlan: something has come to it since.
        """
        seen = {(one.key, one.verb) for one in shown.plan.changes}
        more = [one for one in self.plan.changes if (one.key, one.verb) not in seen]
        if more:
            raise StalePlan([one.describe() for one in more])


def plan_destroy(declared: Declared, org: Org, project: str) -> Destruction:
    """Read what there is to delete and to bring back; nothing is written.

    Raises:
        CannotDestroy: somebody else uses what is to go; all of it, by name.
        MissingPermission: the release table or its objects' users may not be read.
        OrgError: the org cannot be read.
    """
    remains = Remains.of(declared, org, project)
    with ThreadPoolExecutor(READERS, thread_name_prefix="users") as pool:
        problems = [*remains.problems, *filter(None, pool.map(remains.still_used, remains.going.values()))]
    if problems:
        raise CannotDestroy(problems)
    operations = {one.key: one for one in (*remains.restoring, *_deletions(remains))}
    ordered = in_order(one.wanted for one in operations.values())
    plan = Plan(tuple(operations[one.key] for one in ordered), remains.snapshot)
    return Destruction(plan, remains.table, tuple(sorted(remains.left)))


def destroy(
    destruction: Destruction,
    org: Org,
    listener: Listener = lambda _: None,
    *,
    release: Release,
    keep_releases: bool = False,
    clock: Clock | None = None,
    lock: Keeper | None = None,
) -> Result:
    """Carry it out; the release table goes last, so that a run that was killed is taken up by the next.

    Args:
        destruction: what was planned.
        org: where.
        listener: told of each operation.
        release: who does it; kept with `keep_releases`.
        keep_releases: whether the table stays, with the releases alone.
        clock: for tests.
        lock: the lock of the project, to be kept.

    Raises:
        PlanRefused: somebody edits a flow; nothing was done.
        ApplyFailed: something failed; what was done, and what was not.
        LockLost: somebody else is at it by now; the table is left to them.
    """
    table = destruction.table
    emptied = replace(release, bundle=NOTHING)
    result = apply(destruction.plan, org, listener, release=emptied, clock=clock, lock=lock)
    if lock:
        lock.keep()
    if keep_releases:
        _forget(table, org)
    else:
        org.tables().delete(table.id)
    return result


def _deletions(remains: Remains) -> Iterator[Operation]:
    held = remains.going
    for leaving in in_turn(held.keys()):
        yield Operation(leaving, Verb.DELETE, _reason(leaving.key, remains), held[leaving.key])


def _reason(key: Key, remains: Remains) -> str:
    return f"made by release {remains.made_by[key]}"


def _forget(table: ReleaseTable, org: Org) -> None:
    """Only the releases stay: what was before them is no longer to be gone back to."""
    keys = _stale(org.tables().rows(table.id))
    with ThreadPoolExecutor(READERS, thread_name_prefix="forget") as pool:
        tuple(pool.map(lambda key: org.tables().remove(table.id, key), keys))


def _stale(rows: Iterable[str]) -> list[str]:
    return [key for key in rows if not key.startswith((f"{RELEASE}-", f"{LOCK}-"))]

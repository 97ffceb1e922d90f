"""What a project has left in an org: the objects that it made, and those that it changed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from genesys_deploy.deploy.planning.locked_flows import lock_told
from genesys_deploy.deploy.planning.operation import Verb
from genesys_deploy.deploy.planning.order import in_order
from genesys_deploy.deploy.planning.snapshot import take_snapshot
from genesys_deploy.deploy.record.before import befores_in
from genesys_deploy.deploy.record.made import Ledger, called
from genesys_deploy.deploy.undo.recipients import Leads
from genesys_deploy.deploy.undo.restoring import restored, with_referred
from genesys_deploy.resources import Kind, Ownership
from genesys_deploy.resources.action_version import version_of
from genesys_deploy.resources.data_table import ROWS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from genesys_deploy.deploy.planning.operation import Operation
    from genesys_deploy.deploy.planning.plan import Declared
    from genesys_deploy.deploy.planning.snapshot import Snapshot
    from genesys_deploy.deploy.record.before import Before
    from genesys_deploy.deploy.record.made import Made
    from genesys_deploy.deploy.record.release_table import ReleaseTable
    from genesys_deploy.platform.org import Held, Org
    from genesys_deploy.resources import Key, Resource

__all__ = ["Remains"]

READERS = 8


@dataclass(frozen=True, slots=True)
class Remains:
    """`going` was made and is still there, `made_by` says by which release; `restoring` brings the rest back.

    `left` says what stays and why, `problems` what stands in the way. `snapshot` holds all of it.
    """

    org: Org
    table: ReleaseTable
    snapshot: Snapshot
    going: Mapping[Key, Held]
    made_by: Mapping[Key, int]
    restoring: tuple[Operation, ...] = ()
    left: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @classmethod
    def of(cls, declared: Declared, org: Org, project: str) -> Remains:
        """Look for everything that the release table says was made or changed.

        Raises:
            MissingPermission: the table may not be read.
        """
        snapshot = take_snapshot(in_order(declared.resources), org, project)
        table = snapshot.release_table.readable()
        ledger = Ledger.of(table.rows)
        with ThreadPoolExecutor(READERS, thread_name_prefix="made") as pool:
            found = tuple(pool.map(lambda one: _there(one, org), ledger.made))
        there = {called(held): (held, one) for one, held in zip(ledger.made, found, strict=True) if held}
        kept = {key for key in there if not _is_ours_to_delete(key, declared.resources)}
        going = {key: replace(held, key=key) for key, (held, _) in there.items() if key not in kept}
        made_by = {key: one.release for key, (_, one) in there.items()}
        known = replace(snapshot, held={**snapshot.held, **going}, table=table)
        left = tuple(f"{key}: the project only refers to it by now, or has adopted it" for key in kept)
        made = {one.id for one in ledger.made} | {held.id for held, _ in there.values()}
        return cls(org, table, known, going, made_by, left=left)._with_what_was(declared, made)

    def still_used(self, held: Held) -> str:
        """Who else uses an object that is to go, or edits it; empty where nobody does."""
        if told := lock_told(held, self.org):
            return f"{held.key}: {told}"
        ours = {one.id for one in self.going.values()} | {one.held.id for one in self.restoring if one.held}
        others = [user for user in self.org.consumers(held) if user.id not in ours]
        return f"{held.key} is used by {', '.join(map(str, others))}" if others else ""

    def _with_what_was(self, declared: Declared, made: Collection[str]) -> Remains:
        """What was there before the first release, as it was then; `made` are ids of what was not."""
        references = {one.key for one in declared.resources if one.ownership is Ownership.REFERENCE}
        befores = befores_in(self.table, 0)
        rows_gone = {f"{one.id}{ROWS}" for one in self.going.values() if one.key.kind is Kind.DATA_TABLE}
        changed = [
            before
            for key, before in befores.items()
            if key not in references and before.id not in {*made, *rows_gone}
        ]
        led = [one for one in changed if one.key.kind is Kind.RECIPIENT]
        recipients = [
            held
            for key, held in self.snapshot.held.items()
            if key.kind is Kind.RECIPIENT and key not in references
        ]
        leads = Leads.of(led, recipients, self.going, self.org)
        known = replace(self.snapshot, held={**self.snapshot.held, **leads.held})
        known = with_referred(known, changed, self.org)
        others = [one for one in changed if one.key.kind is not Kind.RECIPIENT]
        with ThreadPoolExecutor(READERS, thread_name_prefix="undo") as pool:
            undone = tuple(pool.map(lambda before: _restored(before, known, self.org), others))
        operations = [one for one in undone if not isinstance(one, str | None)]
        return replace(
            self,
            snapshot=known,
            restoring=(*leads.operations, *(one for one in operations if one.verb is not Verb.KEEP)),
            left=(*self.left, *leads.left, *(one for one in undone if isinstance(one, str))),
            problems=leads.problems,
        )


def _there(made: Made, org: Org) -> Held | None:
    """The very object; where its id was never written down, the one of that name."""
    shelf = org.shelf(made.key.kind)
    if made.id:
        return shelf.get(made.key, made.id)
    found = (one for one in shelf.find([made.key]) if called(one).name == made.key.name)
    return next(found, None)


def _is_ours_to_delete(key: Key, declared: Iterable[Resource]) -> bool:
    """What is no longer declared is; what is declared as somebody else's by now is not."""
    owners = {one.ownership for one in declared if _stands_for(one.key, key)}
    return owners <= {Ownership.OWN}


def _stands_for(declared: Key, key: Key) -> bool:
    if declared.kind is Kind.DATA_ACTION and key.kind is Kind.DATA_ACTION:
        return declared.within == key.within and version_of(key.name, declared.name) > 0
    return declared == key


def _restored(before: Before, snapshot: Snapshot, org: Org) -> Operation | str | None:
    held = snapshot.held.get(before.key) or org.shelf(before.key.kind).get(before.key, before.id)
    if held is None or held.id != before.id:
        return f"{before.key}: it is another by now, or gone"
    known = replace(snapshot, held={**snapshot.held, before.key: held})
    undone = restored(before, known, org)
    if undone is None and before.key.kind is Kind.FLOW:
        return f"{before.key}: nothing of it was published before the first release"
    return undone

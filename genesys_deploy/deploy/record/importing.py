"""Taking over what an org has already: the release table is written anew from what is published and as declared.

So a table that was lost, or never there because something else deployed, is made again: the next plan need not read
what it recognises, and the next release can be undone. Nothing else is written, and no name is taken for the thing: a
row says that content is published only where the two were compared and mean the same.

Who made it is not known: it is not taken for made by the project, and is safe from a destroy, unless one says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from genesys_deploy.deploy.planning.operation import Verb
from genesys_deploy.deploy.planning.plan import plan
from genesys_deploy.deploy.record.made import Ledger, called
from genesys_deploy.deploy.record.release_table import ReleaseTable
from genesys_deploy.deploy.undo.leaving import Leaving
from genesys_deploy.resources import Credential, Ownership

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.deploy.planning.operation import Operation
    from genesys_deploy.deploy.planning.plan import Declared, Plan
    from genesys_deploy.deploy.record.releases import Release
    from genesys_deploy.platform.org import Held, Org
    from genesys_deploy.resources import Key, Resource

__all__ = ["State", "Takeover", "plan_import", "take_over"]


class State(StrEnum):
    """What an org has of something that is declared."""

    EQUAL = "as declared"
    DIFFERENT = "not as declared"
    MISSING = "not there"
    UNKNOWN = "cannot be compared"
    REFERRED = "only referred to"


_STATES: Mapping[Verb, State] = {
    Verb.KEEP: State.EQUAL,
    Verb.REFER: State.REFERRED,
    Verb.CREATE: State.MISSING,
}


@dataclass(frozen=True, slots=True)
class Takeover:
    """Everything declared, compared with what the org has, and the release table as it is."""

    plan: Plan
    table: ReleaseTable

    def state(self, operation: Operation) -> State:
        if operation.verb is Verb.KEEP and isinstance(operation.wanted, Credential):
            return State.UNKNOWN
        return _STATES.get(operation.verb, State.DIFFERENT)

    @property
    def rows(self) -> tuple[tuple[Resource, Held], ...]:
        """What is published just as declared, and the table does not know it."""
        return tuple(self._unrecorded())

    @property
    def is_whole(self) -> bool:
        """Whether the org has all that is declared, as it is declared."""
        states = {self.state(operation) for operation in self.plan.operations}
        return states.isdisjoint({State.DIFFERENT, State.MISSING})

    @property
    def writes(self) -> bool:
        return bool(self.rows) or not self.table.releases

    @property
    def not_made(self) -> dict[Key, str]:
        """What is there and declared as ours, and nothing says that the project made it: ids by the org's names."""
        known = {one.id for one in Ledger.of(self.table.rows).made}
        ours = (one for one in self.plan.operations if one.wanted.ownership is Ownership.OWN)
        held = (one.held for one in ours if one.held and replace(one, verb=Verb.CREATE).makes)
        return {called(one): one.id for one in held if one.id not in known}

    def _unrecorded(self) -> Iterator[tuple[Resource, Held]]:
        for operation in self.plan.operations:
            if operation.held is None or self.state(operation) is not State.EQUAL:
                continue
            wanted = operation.wanted
            if not isinstance(wanted, Leaving) and self.table.can_record(wanted, operation.held):
                yield wanted, operation.held


def plan_import(declared: Declared, org: Org, project: str) -> Takeover:
    """Compare everything, whatever the release table says; nothing is written.

    Raises:
        MissingReferences: what must be there and is not, all at once.
        MissingPermission: the release table may not be read.
        OrgError: the org cannot be read.
    """
    table = ReleaseTable.read(org, project).readable()
    return Takeover(plan(declared, org), table)


def take_over(takeover: Takeover, org: Org, release: Release, *, as_made: bool = False) -> None:
    """Write down what was found equal, and a first release where there is none, so that the next can be undone.

    That release names the bundle only where the org has all of it. With `as_made`, what is ours counts as made by the
    project.
    """
    table = takeover.table.opened(org)
    table.remember(org, takeover.rows)
    if as_made:
        before, ours = Ledger.of(table.rows), takeover.not_made
        number = max((one.number for one in table.releases), default=1)
        table.write_all(org, before.begun(number, ours).settled(ours).changed_since(before))
    if not table.releases:
        truthful = release if takeover.is_whole else replace(release, bundle="", archive="")
        table.add(org, replace(truthful, complete=True, taken_over=True))

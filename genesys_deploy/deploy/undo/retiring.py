"""Old versions of Data Actions: kept while a release might be gone back to that calls them, then deleted.

That is done along with a release that changes something anyway: an org that is as it was applied stays so.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from genesys_deploy.deploy.planning.operation import Operation, Verb
from genesys_deploy.deploy.record.made import Ledger
from genesys_deploy.deploy.undo.leaving import Leaving
from genesys_deploy.resources import DataActionResource, Key, Kind, Ownership
from genesys_deploy.resources.action_version import version_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.deploy.planning.plan import Plan
    from genesys_deploy.deploy.record.made import Made
    from genesys_deploy.platform.dependencies import Consumer
    from genesys_deploy.platform.org import Held, Org

__all__ = ["KEEP_RELEASES", "with_retirements"]

KEEP_RELEASES = 3


class _Old(NamedTuple):
    """A version that we made, its number, and the release that replaced it."""

    made: Made
    version: int
    replaced: int

    @property
    def key(self) -> Key:
        """Not the key of the Data Action that is declared, whose first version has its name."""
        return replace(self.made.key, scope=f"version {self.version}")


def with_retirements(plan: Plan, org: Org, keep_releases: int = KEEP_RELEASES) -> Plan:
    """The same plan, and the deletion of versions that were replaced `keep_releases` releases ago.

    One that a flow still calls stays, which is told. What the project did not make is never deleted.

    Raises:
        MissingPermission: `architect:dependencyTracking:view`.
    """
    operations, notes = list(plan.operations), list(plan.notes)
    for old in _due(plan, keep_releases) if plan.changes else ():
        held = org.shelf(Kind.DATA_ACTION).get(old.key, old.made.id)
        if held is None:
            continue
        if users := _users(held, plan, org):
            told = ", ".join(map(str, users))
            notes.append(f"{old.key} was replaced in release {old.replaced} and stays: used by {told}")
        else:
            operations.append(_deletion(old, held))
    return replace(plan, operations=tuple(operations), notes=tuple(notes))


def _due(plan: Plan, keep_releases: int) -> Iterator[_Old]:
    table = plan.snapshot.release_table
    latest = next(iter(table.releases_in_force), None)
    if latest is None:
        return
    number = latest.number + (1 if latest.complete else 0)
    made = [one for one in Ledger.of(table.rows).made if one.key.kind is Kind.DATA_ACTION and one.id]
    for operation in plan.operations:
        wanted = operation.wanted
        if isinstance(wanted, DataActionResource) and wanted.ownership is Ownership.OWN:
            yield from (old for old in _old_versions(wanted, made) if number - old.replaced >= keep_releases)


def _old_versions(wanted: DataActionResource, made: list[Made]) -> Iterator[_Old]:
    """All but the latest; each was replaced when the next one was made."""
    ours = [one for one in made if one.key.within in {"", wanted.shown_under}]
    versions = sorted(
        ((version_of(one.key.name, wanted.name), one) for one in ours), key=lambda pair: pair[0]
    )
    known = [(number, one) for number, one in versions if number]
    for (number, one), (_, successor) in pairwise(known):
        yield _Old(one, number, successor.release)


def _users(held: Held, plan: Plan, org: Org) -> list[Consumer]:
    """Without the flows that this plan moves on to the latest version."""
    moving = {one.held.id for one in plan.changes if one.held and one.key.kind is Kind.FLOW}
    return [user for user in org.consumers(held) if user.id not in moving]


def _deletion(old: _Old, held: Held) -> Operation:
    reason = f"replaced in release {old.replaced}, and no flow uses it any more"
    return Operation(Leaving(old.key), Verb.DELETE, reason, replace(held, key=old.key))

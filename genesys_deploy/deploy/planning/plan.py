"""From what is declared and what an org has to what is to be done."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from genesys_deploy.deploy.compare.comparison import compare
from genesys_deploy.deploy.errors import MissingReferences
from genesys_deploy.deploy.planning.choices import Choices
from genesys_deploy.deploy.planning.locked_flows import with_locks
from genesys_deploy.deploy.planning.operation import Operation, Verb
from genesys_deploy.deploy.planning.order import in_order
from genesys_deploy.deploy.planning.probable_renames import with_probable_renames
from genesys_deploy.deploy.planning.renaming import former_key
from genesys_deploy.deploy.planning.sharing import with_users_outside
from genesys_deploy.deploy.planning.snapshot import take_snapshot
from genesys_deploy.deploy.planning.versions import Versions, must_be_replaced
from genesys_deploy.deploy.undo.retiring import KEEP_RELEASES, with_retirements
from genesys_deploy.resources import Credential, Ownership, Recipient

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from genesys_deploy.deploy.compare.change import Change
    from genesys_deploy.deploy.planning.snapshot import Snapshot
    from genesys_deploy.platform.dependencies import Consumer
    from genesys_deploy.platform.org import Held, Org
    from genesys_deploy.resources import Key, Resource

__all__ = ["Declared", "Plan", "plan", "update_of"]

SEVERAL = 3


class Declared(Protocol):
    """Whatever declares resources; a bundle does."""

    @property
    def resources(self) -> Sequence[Resource]: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything declared, in an order in which it can be done; `snapshot` is what it was made from.

    `users_outside` are flows of other people that use what is to be changed; `notes` say what else to know.
    """

    operations: tuple[Operation, ...]
    snapshot: Snapshot
    choices: Choices = field(default_factory=Choices)
    users_outside: Mapping[Key, tuple[Consumer, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def changes(self) -> tuple[Operation, ...]:
        return tuple(operation for operation in self.operations if operation.writes)

    @property
    def refused(self) -> tuple[Operation, ...]:
        return tuple(operation for operation in self.operations if operation.verb is Verb.REFUSE)

    def users_of(self, key: Key) -> tuple[Key, ...]:
        """What the project declares that needs it."""
        return tuple(operation.key for operation in self.operations if key in operation.wanted.needs)


def plan(
    declared: Declared,
    org: Org,
    *,
    choices: Choices | None = None,
    project: str = "",
    keep_releases: int = KEEP_RELEASES,
) -> Plan:
    """Read the org and compare; nothing is written.

    Args:
        declared: what the org should hold.
        org: what it is compared with.
        choices: what may be done although it would be refused otherwise.
        project: whose release table says what need not be compared; without it, everything is.
        keep_releases: for so many of them the old version of a Data Action stays.

    Raises:
        MissingReferences: what must be there and is not, all at once.
        CircularNeeds: there is no order.
        OrgError: the org cannot be read.
    """
    resources = in_order(declared.resources)
    snapshot = take_snapshot(resources, org, project)
    _check_references(resources, snapshot)
    versions = Versions.of(resources, snapshot)
    chosen = choices or Choices()
    planned = [_planned(resource, versions, snapshot, chosen.rotate) for resource in resources]
    operations = with_probable_renames(planned, snapshot, org)
    whole = with_locks(with_users_outside(Plan(operations, snapshot, chosen), org), org)
    return with_retirements(whole, org, keep_releases)


def _check_references(resources: Sequence[Resource], snapshot: Snapshot) -> None:
    made_here = {one.key for one in resources if _can_be_made(one, resources)}
    missing: dict[Key, list[Key]] = defaultdict(list)
    for resource in resources:
        if resource.key not in made_here and resource.key not in snapshot.held:
            missing[resource.key].extend(())
        for need in resource.needs - made_here - snapshot.held.keys():
            missing[need].append(resource.key)
    if missing:
        raise MissingReferences(missing)


def _can_be_made(resource: Resource, resources: Sequence[Resource]) -> bool:
    """A recipient comes with a channel: it can be made only where we make the channel."""
    if isinstance(resource, Recipient):
        return resource.integration in {one.key for one in resources if _can_be_made(one, ())}
    return resource.ownership is not Ownership.REFERENCE


def _planned(
    declared: Resource, versions: Versions, snapshot: Snapshot, rotate: Collection[str]
) -> Operation:
    wanted = versions.moved(declared)
    if wanted.key in snapshot.unchanged and (moves := versions.moves(wanted)):
        # What is published is as it was applied, and calls Data Actions that are being replaced.
        return update_of(wanted, snapshot.held[wanted.key], moves)
    return _operation(wanted, snapshot, rotate)


def _operation(wanted: Resource, snapshot: Snapshot, rotate: Collection[str]) -> Operation:
    held = snapshot.held.get(wanted.key)
    if held is None:
        return Operation(wanted, Verb.CREATE, _why_made(wanted, snapshot))
    if wanted.ownership is Ownership.REFERENCE:
        return Operation(wanted, Verb.REFER, "only referred to", held)
    if wanted.key in snapshot.unchanged:
        return Operation(wanted, Verb.KEEP, "as it was applied", held)
    return _compared(wanted, held, snapshot, rotate)


def _why_made(wanted: Resource, snapshot: Snapshot) -> str:
    former = former_key(wanted)
    if former is None or former not in snapshot.held:
        return "not there"
    return f"no org renames a {former.kind}; {former} stays until you delete it"


def _compared(wanted: Resource, held: Held, snapshot: Snapshot, rotate: Collection[str]) -> Operation:
    compared = compare(wanted, held, snapshot.names)
    if compared.forbidden and must_be_replaced(wanted, held, snapshot.names):
        reason = (
            f"no published contract can be changed ({_summary(compared.forbidden)}); a new version beside it"
        )
        return Operation(wanted, Verb.REPLACE, reason, held, compared.forbidden)
    if compared.forbidden:
        return Operation(wanted, Verb.REFUSE, _forbidden(compared.forbidden), held, compared.forbidden)
    if isinstance(wanted, Credential) and not compared.changes:
        return _credential(wanted, held, rotate)
    return update_of(wanted, held, compared.changes)


def _credential(wanted: Credential, held: Held, rotate: Collection[str]) -> Operation:
    if wanted.name in rotate:
        return Operation(wanted, Verb.REWRITE, "to be rotated", held)
    return Operation(wanted, Verb.KEEP, "not comparable: an org never shows secrets", held)


def update_of(wanted: Resource, held: Held, changes: tuple[Change, ...]) -> Operation:
    """What brings an object to what is wanted."""
    if not changes:
        return Operation(wanted, Verb.KEEP, "as declared", held)
    return Operation(wanted, Verb.UPDATE, _summary(changes), held, changes)


def _forbidden(changes: Sequence[Change]) -> str:
    return (
        f"no org lets this be changed once it is there ({_summary(changes)}); declare it under another name"
    )


def _summary(changes: Sequence[Change]) -> str:
    shown = "; ".join(str(change) for change in changes[:SEVERAL])
    more = len(changes) - SEVERAL
    return f"{shown}; and {more} more" if more > 0 else shown

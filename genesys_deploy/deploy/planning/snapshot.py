"""What an org has of that which we name, read at once and in parallel."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.deploy.compare.calls import with_calls
from genesys_deploy.deploy.planning.renaming import former_key, under_new_names
from genesys_deploy.deploy.record.release_table import ReleaseTable
from genesys_deploy.resources import Kind, Ownership

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from genesys_deploy.platform.org import Held, Org
    from genesys_deploy.resources import Key, Names, Resource

__all__ = ["Snapshot", "take_snapshot"]

READERS = 12


@dataclass(frozen=True, slots=True)
class Snapshot:
    """By key, what was found; `table` says what was applied before, `unchanged` is what it recognises."""

    held: Mapping[Key, Held]
    table: ReleaseTable | None = None
    unchanged: frozenset[Key] = frozenset()
    client_id: str = ""

    @property
    def release_table(self) -> ReleaseTable:
        """Empty where it was not asked for."""
        return self.table or ReleaseTable("", "", {})

    @property
    def names(self) -> Names:
        return {held.id: key for key, held in self.held.items()}

    @property
    def actions_in_use(self) -> Mapping[str, str]:
        """By declared name, what the org calls the latest version of a Data Action."""
        return _actions_in_use(self.held.values())

    @property
    def ids(self) -> dict[Key, str]:
        return {key: held.id for key, held in self.held.items()}


def take_snapshot(resources: Collection[Resource], org: Org, project: str = "") -> Snapshot:
    """Find all declared objects and all that they need; read in full what is to be compared.

    With the name of a project, what its release table recognises is not read again.

    Raises:
        OrgError: as the org says.
    """
    by_kind: dict[Kind, set[Key]] = defaultdict(set)
    for key in _named(resources):
        by_kind[key.kind].add(key)
    compared = {one.key: one for one in resources if one.ownership is not Ownership.REFERENCE}
    with ThreadPoolExecutor(READERS, thread_name_prefix="read") as pool:
        reading = pool.submit(ReleaseTable.read, org, project) if project else None
        found = pool.map(lambda kind: org.shelf(kind).find(sorted(by_kind[kind])), by_kind)
        held = under_new_names(resources, [one for several in found for one in several])
        table = reading.result() if reading else None
        unchanged = _unchanged(table, compared, held)
        whole = pool.map(lambda one: _read(one, org) if one.key in compared.keys() - unchanged else one, held)
        return Snapshot({one.key: one for one in whole}, table, unchanged, org.client_id)


def _unchanged(
    table: ReleaseTable | None, compared: Mapping[Key, Resource], held: Sequence[Held]
) -> frozenset[Key]:
    if table is None:
        return frozenset()
    in_use = _actions_in_use(held)
    return frozenset(
        one.key
        for one in held
        if one.key in compared and table.recognises(with_calls(compared[one.key], in_use), one)
    )


def _actions_in_use(held: Iterable[Held]) -> dict[str, str]:
    return {one.key.name: one.wire.text("name") for one in held if one.key.kind is Kind.DATA_ACTION}


def _read(held: Held, org: Org) -> Held:
    return org.shelf(held.key.kind).read(held)


def _named(resources: Iterable[Resource]) -> Iterable[Key]:
    """Each once; of equal keys, the one counts that says where to look."""
    keys: dict[Key, Key] = {}
    for resource in resources:
        former = former_key(resource)
        for key in (resource.key, *resource.needs, *([former] if former else ())):
            if key.within or key not in keys:
                keys[key] = key
    return keys.values()

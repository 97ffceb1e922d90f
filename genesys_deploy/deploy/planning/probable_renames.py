"""What is to be made anew, and probably is something that the project made before, under another name.

The release table knows what was made; what of that is no longer declared, and still there, may be meant.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from genesys_deploy.bundle.settings.rename import SECTIONS
from genesys_deploy.deploy.planning.operation import Verb
from genesys_deploy.deploy.planning.renaming import NEVER_RENAMED
from genesys_deploy.deploy.record.made import Ledger
from genesys_deploy.resources import Key, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from genesys_deploy.deploy.planning.operation import Operation
    from genesys_deploy.deploy.planning.snapshot import Snapshot
    from genesys_deploy.platform.org import Org

__all__ = ["with_probable_renames"]

ALIKE = 0.6
_PUBLISHED = frozenset({Kind.FLOW, Kind.DATA_ACTION})
"""Kinds of which the table has a row for each object, by its declared name."""


def with_probable_renames(
    operations: Collection[Operation], snapshot: Snapshot, org: Org
) -> tuple[Operation, ...]:
    """The same operations; those that make what seems to be there under another name say so."""
    made = [one.key for one in operations if one.verb is Verb.CREATE and one.key.kind in SECTIONS]
    vanished = dict(_vanished(snapshot, {one.key for one in operations})) if made else {}
    pairs = _most_alike(made, vanished)
    former = {new: old for new, old in pairs if org.shelf(old.kind).get(old, vanished[old])}
    return tuple(
        replace(one, reason=_reason(one.key, former[one.key]), probably=former[one.key])
        if one.key in former
        else one
        for one in operations
    )


def _reason(new: Key, old: Key) -> str:
    if new.kind in NEVER_RENAMED:
        return f'not there; probably {old} under another name, which no org changes: "{old.name}" stays'
    declared = f"renamed_from: {{{SECTIONS[new.kind]}: {{{new.name}: {old.name}}}}}"
    return f"not there; probably {old} under another name, which stays beside it unless the settings say {declared}"


def _vanished(snapshot: Snapshot, declared: Collection[Key]) -> Iterator[tuple[Key, str]]:
    """By key the ids of what was made or published, and is no longer declared, by any name."""
    known = {held.id for held in snapshot.held.values()}
    for key, identifier in (*_rows(snapshot), *_made(snapshot)):
        if identifier and identifier not in known and key not in declared:
            yield key, identifier


def _rows(snapshot: Snapshot) -> Iterator[tuple[Key, str]]:
    for name, row in snapshot.release_table.rows.items():
        if name.startswith("object-") and row.get("kind") in _PUBLISHED:
            yield Key(Kind(row["kind"]), row.get("name", ""), row.get("scope", "")), row.get("id", "")


def _made(snapshot: Snapshot) -> Iterator[tuple[Key, str]]:
    for one in Ledger.of(snapshot.release_table.rows).made:
        if one.key.kind not in _PUBLISHED:
            yield one.key, one.id


def _most_alike(made: Iterable[Key], vanished: Iterable[Key]) -> Iterator[tuple[Key, Key]]:
    """Pairs of new and old keys, each key once, the most alike first."""
    old_keys = tuple(vanished)
    pairs = [(_likeness(new, old), new, old) for new in made for old in old_keys]
    taken: set[Key] = set()
    for likeness, new, old in sorted(pairs, key=lambda pair: -pair[0]):
        if likeness >= ALIKE and not taken & {new, old}:
            taken |= {new, old}
            yield new, old


def _likeness(new: Key, old: Key) -> float:
    if (new.kind, new.scope.lower()) != (old.kind, old.scope.lower()):
        return 0.0
    return SequenceMatcher(None, new.name.casefold(), old.name.casefold()).ratio()

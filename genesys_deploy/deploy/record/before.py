"""What an object was like before a release changed it, kept in the org so that the release can be undone.

Of a flow that is the version that was published; of the rest, the fields that we ever write. Secrets are never among
them: an org does not give them back.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from genesys_deploy.deploy.planning.operation import Verb
from genesys_deploy.deploy.undo.leaving import Leaving
from genesys_deploy.resources import Key, Kind, TableRows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from genesys_deploy.deploy.planning.operation import Operation
    from genesys_deploy.deploy.record.release_table import ReleaseTable
    from genesys_deploy.platform.org import Held
    from genesys_deploy.resources import Resource

__all__ = ["Before", "befores_in", "befores_of"]

BEFORE = "before"
_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.QUEUE: ("name", "description", "division"),
    Kind.INTEGRATION: ("name", "config", "intendedState"),
    Kind.DATA_ACTION: ("name", "category", "config"),
    Kind.RECIPIENT: ("flow",),
    Kind.FLOW: ("name",),
    Kind.DATA_TABLE: ("name", "description", "division", "schema"),
    Kind.TABLE_ROWS: ("rows",),
    Kind.TRIGGER: (
        "name",
        "enabled",
        "target",
        "matchCriteria",
        "eventTTLSeconds",
        "delayBySeconds",
        "description",
    ),
}
_OF_CONFIGURATION = ("credentials", "notes")
LARGEST = 8_000
"""Characters: a row of the table holds some kilobytes. What is more is not kept, and is named as not undone."""


@dataclass(frozen=True, slots=True)
class Before:
    """One object before one release; `version` is the published one of a flow, `fields` are the org's JSON."""

    release: int
    key: Key
    id: str = ""
    version: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def called(self) -> Key:
        """Its key by the name that it had then, where the release gave it another one."""
        return replace(self.key, name=self.fields.get("name") or self.key.name)

    def to_row(self) -> dict[str, str]:
        digest = hashlib.sha256(str(self.key).encode()).hexdigest()[:24]
        return {
            "key": f"{BEFORE}-{self.release}-{digest}",
            "kind": str(self.key.kind),
            "scope": self.key.scope,
            "name": self.key.name,
            "id": self.id,
            "content": json.dumps(self.fields, ensure_ascii=False),
            "version": self.version,
        }

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Before | None:
        """None for a row that somebody edited beyond reading."""
        try:
            key = Key(Kind(row["kind"]), row["name"], row.get("scope", ""))
            number, fields = int(row["key"].split("-")[1]), json.loads(row["content"])
        except (ValueError, KeyError, IndexError):
            return None
        known = fields if isinstance(fields, dict) else {}
        return cls(number, key, row.get("id", ""), row.get("version", ""), known)


def befores_of(release: int, operations: Iterable[Operation], table: ReleaseTable) -> Iterator[Before]:
    """What `operations` are about to change, as it is.

    Nobody goes back to before the first release by a rollback, but destroying does. What only mends an edit by hand
    is not undone.
    """
    for operation in operations:
        held, wanted = operation.held, operation.wanted
        if operation.verb is not Verb.UPDATE or held is None or isinstance(wanted, Leaving):
            continue
        if held.key.kind in _FIELDS and not table.mends(wanted, held):
            before = _before(release, held, wanted, table)
            if len(before.to_row()["content"]) <= LARGEST:
                yield before


def _before(release: int, held: Held, wanted: Resource, table: ReleaseTable) -> Before:
    """A flow that was edited by hand goes back to the version that was applied, not to the edited one."""
    fields = {name: held.wire.raw.get(name) for name in _FIELDS[held.key.kind]}
    if held.key.kind is Kind.INTEGRATION:
        # Its properties are not ours to write, and might hold what should not be written anywhere.
        config = held.wire.part("config").raw
        fields["config"] = {name: config.get(name) for name in _OF_CONFIGURATION}
    if isinstance(wanted, TableRows):
        there = fields["rows"] or {}
        fields["rows"] = {key: there.get(key) for key in wanted.wanted(there)}
    version = table.applied_version(held) or held.wire.part("publishedVersion").text("id")
    return Before(release, held.key, held.id, version, fields)


def befores_in(table: ReleaseTable, after: int) -> dict[Key, Before]:
    """By key, what each object was like before the first release after number `after` that changed it.

    An object is the same under another name; its key is the one that it had then.
    """
    rows = (row for key, row in table.rows.items() if key.startswith(f"{BEFORE}-"))
    kept = [one for one in map(Before.from_row, rows) if one and one.release > after]
    earliest = {(one.key.kind, one.id or str(one.key)): one for one in _latest_first(kept)}
    return {one.key: one for one in _latest_first(earliest.values())}


def _latest_first(befores: Iterable[Before]) -> list[Before]:
    return sorted(befores, key=lambda one: -one.release)

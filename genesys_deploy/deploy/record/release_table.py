"""What was applied before, kept in the org itself: a data table per project.

A row for each flow and Data Action says which content is published as which version. Where content and version
still agree, nothing need be read to know that nothing has changed; where they do not, or the row is lost, the
published object is compared as if there were no table. A row for each release says who applied what.
"""

from __future__ import annotations

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from genesys_deploy.data_action.wire import to_wire
from genesys_deploy.deploy.record.releases import NOTHING, RELEASE, Release
from genesys_deploy.platform.errors import Conflict, MissingPermission, UncertainWrite
from genesys_deploy.resources import DataActionResource, FlowResource

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from genesys_deploy.platform.org import Held, Org
    from genesys_deploy.resources import Key, Resource

__all__ = ["ReleaseTable"]

WRITERS = 8
OBJECT = "object-"
COLUMNS = ("kind", "scope", "name", "id", "content", "version")


@dataclass(frozen=True, slots=True)
class ReleaseTable:
    """The rows as they were read; `id` is empty where the org has no such table yet.

    `forbidden` is why it could not be read; a plan can do without.
    """

    project: str
    id: str
    rows: Mapping[str, Mapping[str, str]]
    forbidden: MissingPermission | None = None

    @classmethod
    def read(cls, org: Org, project: str) -> ReleaseTable:
        """Read the table of a project, empty where it may not be read."""
        try:
            identifier = org.tables().find(_table_name(project))
            return cls(project, identifier, org.tables().rows(identifier) if identifier else {})
        except MissingPermission as error:
            return cls(project, "", {}, error)

    def recognises(self, wanted: Resource, held: Held) -> bool:
        """Whether the org's object is the one, in the version, that was made of just this content."""
        row = self.rows.get(_row_key(wanted.key))
        return row is not None and bool(_version(wanted, held)) and _agree(row, _row(wanted, held))

    def mends(self, wanted: Resource, held: Held) -> bool:
        """Whether the object was last made of just this content, so that a difference is somebody's edit by hand."""
        row, now = self.rows.get(_row_key(wanted.key), {}), _row(wanted, held)
        return bool(_content(wanted)) and all(row.get(name) == now[name] for name in ("id", "content"))

    def applied_version(self, held: Held) -> str:
        """The version of the object that the last apply left; empty where that is not known."""
        row = self.rows.get(_row_key(held.key), {})
        return row.get("version", "") if row.get("id") == held.id else ""

    @property
    def ids(self) -> frozenset[str]:
        """Of everything that it recognises."""
        return frozenset(row.get("id", "") for key, row in self.rows.items() if key.startswith(OBJECT)) - {""}

    @property
    def releases(self) -> tuple[Release, ...]:
        """The latest first."""
        rows = (row for key, row in self.rows.items() if key.startswith(f"{RELEASE}-"))
        return tuple(sorted(map(Release.from_row, rows), key=lambda release: -release.number))

    @property
    def releases_in_force(self) -> tuple[Release, ...]:
        """Those since the project was last destroyed, the latest first."""
        return tuple(takewhile(lambda release: release.bundle != NOTHING, self.releases))

    def readable(self) -> ReleaseTable:
        """The same table, for what cannot do without.

        Raises:
            MissingPermission: it may not be read.
        """
        if self.forbidden:
            raise self.forbidden
        return self

    def opened(self, org: Org) -> ReleaseTable:
        """The same table, created where there was none.

        Raises:
            OrgError: it may not be read or created.
        """
        if self.readable().id:
            return self
        about = f"What {self.project} has published here. Do not edit."
        return replace(self, id=org.tables().create(_table_name(self.project), about, COLUMNS))

    def can_record(self, wanted: Resource, held: Held) -> bool:
        """Whether it is of a kind that has rows, and none says yet that it is published so."""
        return bool(_version(wanted, held)) and not self.recognises(wanted, held)

    def remember(self, org: Org, applied: Iterable[tuple[Resource, Held]]) -> None:
        """Write down what is published now, where the rows do not say it yet."""
        rows = [_row(*pair) for pair in applied if self.can_record(*pair)]
        if not rows:
            return
        self.opened(org).write_all(org, rows)

    def keep(self, org: Org, rows: Iterable[Mapping[str, str]]) -> None:
        """Write down rows that are not there yet; those that are there stay as they are."""
        self.write_all(org, [row for row in rows if row["key"] not in self.rows])

    def add(self, org: Org, release: Release) -> Release:
        """Add a release under the next number that nobody else takes at the same moment."""
        number = max((one.number for one in self.releases), default=0)
        while True:
            number += 1
            numbered = replace(release, number=number)
            if self._added(org, numbered.to_row()):
                return numbered

    def rewrite(self, org: Org, release: Release) -> None:
        org.tables().write(self.id, release.to_row(), is_there=True)

    def write_all(self, org: Org, rows: Collection[Mapping[str, str]]) -> None:
        with ThreadPoolExecutor(WRITERS, thread_name_prefix="record") as pool:
            tuple(pool.map(lambda row: self.write(org, row), rows))

    def write(self, org: Org, row: Mapping[str, str]) -> None:
        org.tables().write(self.id, row, is_there=row["key"] in self.rows)

    def _added(self, org: Org, row: dict[str, str]) -> bool:
        """Whether the row is ours; after a lost answer the key is tried again, since it can be taken only once."""
        try:
            self._add_row(org, row)
        except Conflict:
            return _agree(org.tables().rows(self.id).get(row["key"], {}), row)
        return True

    def _add_row(self, org: Org, row: dict[str, str]) -> None:
        try:
            org.tables().add(self.id, row)
        except UncertainWrite:
            org.tables().add(self.id, row)


def _table_name(project: str) -> str:
    return f"genesys-deploy {project}"


def _row_key(key: Key) -> str:
    """Names may hold a slash, and keys of rows must not."""
    return OBJECT + hashlib.sha256(str(key).encode()).hexdigest()[:24]


def _row(wanted: Resource, held: Held) -> dict[str, str]:
    return {
        "key": _row_key(wanted.key),
        "kind": str(wanted.key.kind),
        "scope": wanted.key.scope,
        "name": wanted.key.name,
        "id": held.id,
        "content": hashlib.sha256(_content(wanted).encode()).hexdigest(),
        "version": _version(wanted, held),
    }


def _agree(row: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    return all(row.get(name, "") == value for name, value in wanted.items())


def _version(wanted: Resource, held: Held) -> str:
    """The version of what is published, which lists tell; empty for kinds that have none."""
    match wanted:
        case FlowResource():
            return held.wire.part("publishedVersion").text("id")
        case DataActionResource():
            return str(held.wire.number("version") or "")
        case _:
            return ""


def _content(wanted: Resource) -> str:
    match wanted:
        case FlowResource(yaml_text=text):
            return text
        case DataActionResource(action=action):
            return json.dumps(to_wire(action, wanted.shown_under, wanted.integration), sort_keys=True)
        case _:
            return ""

"""Which objects of an org a project made itself, kept in its release table.

A row is written before anything is made, and again when the org has said what it calls it. Several objects share a
row, and stay in it: whatever is lost between two writes, no object is forgotten.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from genesys_deploy.resources import Key, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from genesys_deploy.platform.org import Held

__all__ = ["Ledger", "Made", "called"]

MADE = "made"
PER_ROW = 16
"""A row's text must stay within some kilobytes."""


@dataclass(frozen=True, slots=True)
class Made:
    """One object that a release made. Without an `id` it was about to, and nobody has seen yet whether it did."""

    release: int
    key: Key
    id: str = ""


def called(held: Held) -> Key:
    """The key of an object by the name that the org has for it; a Data Action's later versions have other names."""
    return replace(held.key, name=held.wire.text("name") or held.key.name)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Everything that was made, by the rows that say so."""

    by_row: Mapping[str, tuple[Made, ...]]

    @classmethod
    def of(cls, rows: Mapping[str, Mapping[str, str]]) -> Ledger:
        """What cannot be read, because somebody edited it, is not taken for made."""
        mine = sorted(key for key in rows if key.startswith(f"{MADE}-"))
        return cls({key: tuple(_read(key, rows[key])) for key in mine})

    @property
    def made(self) -> tuple[Made, ...]:
        return tuple(one for several in self.by_row.values() for one in several)

    @property
    def open(self) -> frozenset[Key]:
        """What was begun, and is not known to have been made."""
        return frozenset(one.key for one in self.made if not one.id)

    def begun(self, release: int, keys: Iterable[Key]) -> Ledger:
        """With what a release is about to make."""
        new = [Made(release, key) for key in dict.fromkeys(keys) if key not in self.open]
        names = (name for number in count() if (name := f"{MADE}-{release}-{number}") not in self.by_row)
        rows = {next(names): tuple(new[start : start + PER_ROW]) for start in range(0, len(new), PER_ROW)}
        return Ledger({**self.by_row, **rows})

    def settled(self, there: Mapping[Key, str], not_made: Collection[Key] = ()) -> Ledger:
        """With the ids of what is `there`, and without what turned out not to be made."""
        names = {identifier: key for key, identifier in there.items()}
        known = {one.id for one in self.made if one.id}

        def settle(one: Made) -> Made | None:
            if one.id:
                return replace(one, key=names.get(one.id, one.key))
            found = there.get(one.key, "")
            return None if one.key in not_made or found in known else replace(one, id=found)

        return Ledger(
            {row: tuple(filter(None, map(settle, several))) for row, several in self.by_row.items()}
        )

    def without(self, ids: Collection[str]) -> Ledger:
        return Ledger(
            {row: tuple(one for one in made if one.id not in ids) for row, made in self.by_row.items()}
        )

    def rows(self) -> Iterator[dict[str, str]]:
        for key, several in self.by_row.items():
            entries: list[list[str]] = [
                [str(one.key.kind), one.key.name, one.key.scope, one.key.within, one.id] for one in several
            ]
            yield {"key": key, "kind": MADE, "content": json.dumps(entries, ensure_ascii=False)}

    def changed_since(self, before: Ledger) -> list[dict[str, str]]:
        """The rows to write."""
        return [row for row in self.rows() if self.by_row[row["key"]] != before.by_row.get(row["key"])]


def _read(row_key: str, row: Mapping[str, str]) -> Iterator[Made]:
    try:
        release, entries = int(row_key.split("-")[1]), json.loads(row.get("content", ""))
        for kind, name, scope, within, identifier in entries:
            yield Made(release, Key(Kind(kind), name, scope, within), identifier)
    except (ValueError, TypeError, IndexError):
        return

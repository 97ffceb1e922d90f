"""One apply at a time per project and org: a lease, kept in the project's release table.

A lock is a row `lock-<n>`. Whoever takes over a lock that is free or has run out adds `lock-<n+1>`; keys are
unique in a table, so that of two who try at the same moment one wins and the other is told so.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from genesys_deploy.deploy.errors import Locked
from genesys_deploy.deploy.release_table import ReleaseTable
from genesys_deploy.platform.errors import Conflict, UncertainWrite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from genesys_deploy.platform.org import Org

__all__ = ["Lease", "locked", "unlock"]

LOCK = "lock"
HELD, FREE = "held", "free"
LEASE = timedelta(minutes=15)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds a project's lock, since when and until when at the latest; `reason` is why it was taken away."""

    number: int
    owner: str
    since: datetime
    until: datetime
    held: bool = True
    reason: str = ""

    def to_row(self) -> dict[str, str]:
        story = {"since": self.since.isoformat(), "until": self.until.isoformat(), "reason": self.reason}
        return {
            "key": f"{LOCK}-{self.number}",
            "kind": LOCK,
            "name": self.owner,
            "content": json.dumps(story),
            "version": HELD if self.held else FREE,
        }

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Lease:
        """A row that somebody edited beyond reading holds nothing."""
        number = row["key"].rpartition("-")[2]
        try:
            story = json.loads(row.get("content", ""))
            since, until = (datetime.fromisoformat(story[name]) for name in ("since", "until"))
        except (ValueError, KeyError, TypeError):
            since = until = datetime.min.replace(tzinfo=UTC)
        held = row.get("version") == HELD
        return cls(int(number) if number.isdecimal() else 0, row.get("name", ""), since, until, held)


@contextmanager
def locked(
    org: Org, project: str, owner: str, *, lease: timedelta = LEASE, now: Callable[[], datetime] = _now
) -> Iterator[Lease]:
    """Hold the project's lock; it is given back at the end, and runs out by itself if we are killed.

    Raises:
        Locked: somebody else holds it.
        MissingPermission: the release table may not be written.
    """
    table = ReleaseTable.read(org, project).opened(org)
    mine = _take(org, table, owner, lease, now())
    try:
        yield mine
    finally:
        _give_back(org, table, mine)


def unlock(org: Org, project: str, reason: str) -> Lease | None:
    """Take away whatever lock there is; the one that was held, if any.

    Raises:
        MissingPermission: the release table may not be read or written.
    """
    table = ReleaseTable.read(org, project).readable()
    latest = _latest(table.rows)
    if latest is None or not latest.held:
        return None
    _put(org, table, _freed(latest, reason))
    return latest


def _take(org: Org, table: ReleaseTable, owner: str, lease: timedelta, now: datetime) -> Lease:
    latest = _latest(table.rows)
    if latest and latest.held and latest.until > now:
        raise Locked(latest)
    mine = Lease(latest.number + 1 if latest else 1, owner, now, now + lease)
    with suppress(Conflict, UncertainWrite):
        org.tables().add(table.id, mine.to_row())
    # Also after an answer that sounds like success: the number may have come and gone while we looked.
    winner = _latest(org.tables().rows(table.id)) or mine
    if winner != mine:
        if winner.number > mine.number:
            org.tables().remove(table.id, mine.to_row()["key"])
        raise Locked(winner)
    if latest:
        org.tables().remove(table.id, latest.to_row()["key"])
    return mine


def _give_back(org: Org, table: ReleaseTable, mine: Lease) -> None:
    """Unless it ran out and somebody else took over."""
    latest = _latest(org.tables().rows(table.id))
    if latest and latest.number == mine.number and latest.held:
        _put(org, table, _freed(mine))


def _latest(rows: Mapping[str, Mapping[str, str]]) -> Lease | None:
    leases = [Lease.from_row(row) for key, row in rows.items() if key.startswith(f"{LOCK}-")]
    return max(leases, key=lambda lease: lease.number, default=None)


def _freed(lease: Lease, reason: str = "") -> Lease:
    return Lease(lease.number, lease.owner, lease.since, lease.until, held=False, reason=reason)


def _put(org: Org, table: ReleaseTable, lease: Lease) -> None:
    org.tables().write(table.id, lease.to_row(), is_there=True)

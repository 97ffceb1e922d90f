"""One apply at a time per project and org: a lease, kept in the project's release table.

A lock is a row `lock-<n>`. Whoever takes over a lock that is free or has run out adds `lock-<n+1>`; keys are
unique in a table, so that of two who try at the same moment one wins and the other is told so. While it is held its row
is renewed; whoever finds it gone, or freed, has lost the lock and stops.
"""

from __future__ import annotations

import json
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from genesys_deploy.deploy.errors import Locked, LockLost
from genesys_deploy.deploy.record.release_table import ReleaseTable
from genesys_deploy.platform.errors import Conflict, NotInOrg, UncertainWrite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from genesys_deploy.platform.org import Org

__all__ = ["LOCK", "Lease", "Lock", "locked", "unlock"]

LOCK = "lock"
HELD, FREE = "held", "free"
LEASE = timedelta(minutes=15)
RENEWED_BELOW = 2 / 3
"""Of its length that is left."""
LOOK_EVERY = timedelta(seconds=1)
"""So soon it is noticed that a lock was taken over, or away; every look is a call."""


Now: TypeAlias = "Callable[[], datetime]"


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

    @property
    def row_key(self) -> str:
        return f"{LOCK}-{self.number}"

    def to_row(self) -> dict[str, str]:
        story = {"since": self.since.isoformat(), "until": self.until.isoformat(), "reason": self.reason}
        return {
            "key": self.row_key,
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
            reason = str(story.get("reason", ""))
        except (ValueError, KeyError, TypeError):
            since = until = datetime.min.replace(tzinfo=UTC)
            reason = ""
        held = row.get("version") == HELD
        return cls(int(number) if number.isdecimal() else 0, row.get("name", ""), since, until, held, reason)


class Lock:
    """A lease that we hold, and go on holding for as long as `keep` is called now and then."""

    def __init__(self, org: Org, table_id: str, lease: Lease, length: timedelta, now: Now) -> None:
        self.lease = lease
        self._org = org
        self._table_id = table_id
        self._length = length
        self._now = now
        self._looked = lease.since

    def keep(self) -> None:
        """Make sure that it is still ours, and renew it in good time; to be called before whatever it protects.

        Raises:
            LockLost: somebody took it over or away.
        """
        now = self._now()
        if self.lease.until - now < self._length * RENEWED_BELOW:
            self._renew(now)
        elif now - self._looked >= LOOK_EVERY:
            self._look()
        else:
            return
        self._looked = now

    def give_back(self) -> None:
        """Unless it ran out and somebody else took over, or the table is gone."""
        row = self._org.tables().row(self._table_id, self.lease.row_key)
        if row is not None and Lease.from_row(row).held:
            with suppress(NotInOrg):
                self._put(_freed(self.lease))

    def _renew(self, now: datetime) -> None:
        self._look()
        renewed = replace(self.lease, until=now + self._length)
        try:
            self._put(renewed)
            latest = _latest(self._org.tables().rows(self._table_id))
        except NotInOrg:
            latest = None
        if latest is None or latest.number != self.lease.number:
            raise LockLost(latest)
        self.lease = renewed

    def _look(self) -> None:
        """Whoever takes a lock over takes its row away."""
        row = self._org.tables().row(self._table_id, self.lease.row_key)
        there = Lease.from_row(row) if row is not None else None
        if there is None or not there.held:
            raise LockLost(there or _latest(self._rows()))

    def _rows(self) -> Mapping[str, Mapping[str, str]]:
        try:
            return self._org.tables().rows(self._table_id)
        except NotInOrg:
            return {}

    def _put(self, lease: Lease) -> None:
        self._org.tables().write(self._table_id, lease.to_row(), is_there=True)


@contextmanager
def locked(
    org: Org, project: str, owner: str, *, lease: timedelta = LEASE, now: Now = _now
) -> Iterator[Lock]:
    """Hold the project's lock; it is given back at the end, and runs out by itself if we are killed.

    Raises:
        Locked: somebody else holds it.
        MissingPermission: the release table may not be written.
    """
    table = ReleaseTable.read(org, project).opened(org)
    mine = Lock(org, table.id, _take(org, table, owner, lease, now()), lease, now)
    try:
        yield mine
    finally:
        mine.give_back()


def unlock(org: Org, project: str, reason: str) -> Lease | None:
    """Take away whatever lock there is; the one that was held, if any.

    Raises:
        MissingPermission: the release table may not be read or written.
    """
    table = ReleaseTable.read(org, project).readable()
    latest = _latest(table.rows)
    if latest is None or not latest.held:
        return None
    org.tables().write(table.id, _freed(latest, reason).to_row(), is_there=True)
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
            org.tables().remove(table.id, mine.row_key)
        raise Locked(winner)
    if latest:
        org.tables().remove(table.id, latest.row_key)
    return mine


def _latest(rows: Mapping[str, Mapping[str, str]]) -> Lease | None:
    leases = [Lease.from_row(row) for key, row in rows.items() if key.startswith(f"{LOCK}-")]
    return max(leases, key=lambda lease: lease.number, default=None)


def _freed(lease: Lease, reason: str = "") -> Lease:
    return replace(lease, held=False, reason=reason)

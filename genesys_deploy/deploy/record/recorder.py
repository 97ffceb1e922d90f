"""Writes down in the org what an apply does: before the first change, and after the last."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from genesys_deploy.deploy.events import NotRecorded
from genesys_deploy.deploy.record.before import befores_of
from genesys_deploy.deploy.record.made import Ledger, called
from genesys_deploy.platform.errors import MissingPermission
from genesys_deploy.source.errors import OrgError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from genesys_deploy.deploy.events import Listener
    from genesys_deploy.deploy.planning.operation import Operation
    from genesys_deploy.deploy.record.release_table import ReleaseTable
    from genesys_deploy.deploy.record.releases import Release
    from genesys_deploy.platform.org import Held, Org
    from genesys_deploy.resources import Key, Resource

__all__ = ["Outcome", "Recorder"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run left: the objects that are `applied`, the names of those it `changed`, and all that is `there`.

    `surely_not` were begun and turned out not to be made by it; `gone` are the ids of what it deleted.
    """

    applied: Sequence[tuple[Resource, Held]]
    changed: Sequence[Key]
    there: Iterable[Held]
    surely_not: frozenset[Key] = field(default=frozenset())
    gone: frozenset[str] = frozenset()
    complete: bool = True


class Recorder:
    """Where it may not write, the listener is told once and the apply goes on."""

    def __init__(self, org: Org, table: ReleaseTable | None, listener: Listener) -> None:
        self._org = org
        self._table = table
        self._listener = listener
        self._release: Release | None = None
        self._ledger = Ledger.of(table.rows if table else {})
        self._open = self._ledger.open

    def begin(self, release: Release | None, planned: Sequence[Operation]) -> None:
        """Open a release, and keep what undoes it; one of the same content that was broken off is taken up again.

        Raises:
            OrgError: it may be written down and could not be; then nothing is to be made that nobody would know of.
        """
        broken_off = self._broken_off(release)
        if self._table is None or not (planned or broken_off or self._is_first_of(release)):
            return
        try:
            self._table = self._table.opened(self._org)
            if release:
                opened = replace(release, changed=_names(one.key for one in planned))
                self._release = broken_off or self._table.add(self._org, opened)
                self._keep(self._table, self._release.number, planned)
        except MissingPermission as error:
            self._give_up(error)

    def _keep(self, table: ReleaseTable, number: int, planned: Sequence[Operation]) -> None:
        # What a run that was killed had begun to make is to be completed: it was never anything before.
        befores = befores_of(number, [one for one in planned if one.key not in self._open], table)
        ledger = self._ledger.begun(number, [one.makes for one in planned if one.makes])
        rows = [*(before.to_row() for before in befores), *ledger.changed_since(self._ledger)]
        table.keep(self._org, rows)
        self._ledger = ledger

    def end(self, outcome: Outcome) -> None:
        """Write down what is published now; also after a failure, so that the next plan is quick."""
        if self._table is None:
            return
        try:
            self._table.remember(self._org, outcome.applied)
            self._settle(self._table, outcome)
            if self._release:
                ended = self._ended(self._release, outcome.changed, complete=outcome.complete)
                self._table.rewrite(self._org, ended)
        except OrgError as error:
            self._give_up(error)

    def _settle(self, table: ReleaseTable, outcome: Outcome) -> None:
        """Write down the ids of what was made, now or by a run that was killed before it could do so."""
        there = {called(held): held.id for held in outcome.there}
        ledger = self._ledger.settled(there, outcome.surely_not - self._open).without(outcome.gone)
        for row in ledger.changed_since(self._ledger):
            self._org.tables().write(table.id, row, is_there=True)
        self._ledger = ledger

    def _broken_off(self, release: Release | None) -> Release | None:
        latest = next(iter(self._table.releases), None) if self._table else None
        if release is None or latest is None or latest.complete or latest.bundle != release.bundle:
            return None
        return replace(latest, archive=release.archive)

    def _is_first_of(self, release: Release | None) -> bool:
        """Whether a built bundle is applied that was not applied last: that counts, even where it changes nothing."""
        if self._table is None or release is None or not release.archive:
            return False
        latest = next(iter(self._table.releases), None)
        return latest is None or latest.archive != release.archive

    def _ended(self, release: Release, changed: Sequence[Key], *, complete: bool) -> Release:
        names = dict.fromkeys((*release.changed, *_names(changed)))
        return replace(release, changed=tuple(names), complete=complete)

    def _give_up(self, error: OrgError) -> None:
        self._table = None
        self._listener(NotRecorded(error))


def _names(keys: Iterable[Key]) -> tuple[str, ...]:
    return tuple(sorted(map(str, keys)))

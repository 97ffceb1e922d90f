"""Writes down in the org what an apply does: before the first change, and after the last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from genesys_deploy.deploy.before import befores_of
from genesys_deploy.deploy.events import NotRecorded
from genesys_deploy.source.errors import OrgError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from genesys_deploy.deploy.events import Listener
    from genesys_deploy.deploy.operation import Operation
    from genesys_deploy.deploy.release_table import ReleaseTable
    from genesys_deploy.deploy.releases import Release
    from genesys_deploy.platform.org import Held, Org
    from genesys_deploy.resources import Key, Resource

__all__ = ["Recorder"]


class Recorder:
    """Nothing depends on it: where it may not write, the listener is told once and the apply goes on."""

    def __init__(self, org: Org, table: ReleaseTable | None, listener: Listener) -> None:
        self._org = org
        self._table = table
        self._listener = listener
        self._release: Release | None = None

    def begin(self, release: Release | None, planned: Sequence[Operation]) -> None:
        """Open a release, and keep what undoes it; one of the same content that was broken off is taken up again."""
        broken_off = self._broken_off(release)
        if self._table is None or not (planned or broken_off):
            return
        try:
            self._table = self._table.opened(self._org)
            if release:
                opened = replace(release, changed=_names(one.key for one in planned))
                self._release = broken_off or self._table.add(self._org, opened)
                befores = befores_of(self._release.number, planned, self._table)
                self._table.keep(self._org, [before.to_row() for before in befores])
        except OrgError as error:
            self._give_up(error)

    def end(
        self, applied: Iterable[tuple[Resource, Held]], changed: Sequence[Key], *, complete: bool
    ) -> None:
        """Write down what is published now; also after a failure, so that the next plan is quick."""
        if self._table is None:
            return
        try:
            self._table.remember(self._org, applied)
            if self._release:
                self._table.rewrite(self._org, self._ended(self._release, changed, complete=complete))
        except OrgError as error:
            self._give_up(error)

    def _broken_off(self, release: Release | None) -> Release | None:
        latest = next(iter(self._table.releases), None) if self._table else None
        if release is None or latest is None or latest.complete or latest.bundle != release.bundle:
            return None
        return latest

    def _ended(self, release: Release, changed: Sequence[Key], *, complete: bool) -> Release:
        names = dict.fromkeys((*release.changed, *_names(changed)))
        return replace(release, changed=tuple(names), complete=complete)

    def _give_up(self, error: OrgError) -> None:
        self._table = None
        self._listener(NotRecorded(error))


def _names(keys: Iterable[Key]) -> tuple[str, ...]:
    return tuple(sorted(map(str, keys)))

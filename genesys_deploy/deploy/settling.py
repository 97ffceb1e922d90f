"""Writes that are safe to lose the answer of: what is not known is found out by reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genesys_deploy.deploy.compare.comparison import compare
from genesys_deploy.deploy.planning.versions import versioned
from genesys_deploy.platform.errors import Conflict, JobFailed, UncertainWrite
from genesys_deploy.platform.waiting import wait_until
from genesys_deploy.resources import DataActionResource, Kind

if TYPE_CHECKING:
    from genesys_deploy.platform.org import Held, Org, Shelf
    from genesys_deploy.platform.patience import Clock
    from genesys_deploy.resources import Ids, Key, Resource

__all__ = ["Writer"]

LISTS_LAG_SECONDS = 20.0
"""How long we look for what may have been created: an org's lists show new objects late."""
_OF_ONE_NAME = frozenset(
    {Kind.QUEUE, Kind.SKILL, Kind.LANGUAGE, Kind.OPEN_MESSAGING_INTEGRATION, Kind.DATA_TABLE}
)
"""A name is taken only once, so that a conflict means that somebody was there first."""


class Writer:
    """Creates and updates objects of one org, each exactly once."""

    def __init__(self, org: Org, ids: Ids, clock: Clock) -> None:
        self._org = org
        self._ids = ids
        self._clock = clock
        self.took_over: set[Key] = set()
        """What was to be created, and turned out to be there already."""

    def create(self, wanted: Resource) -> Held:
        """Create it, unless a lost answer or a list that lags turns out to have hidden it.

        Raises:
            UncertainWrite: the answer was lost, and it is not there as far as we could see.
            Conflict: the org says it is there, and does not show it.
        """
        try:
            return self._shelf(wanted).create(wanted, self._ids)
        except (UncertainWrite, Conflict) as error:
            if held := self._look_for(wanted):
                if isinstance(error, Conflict) and wanted.key.kind in _OF_ONE_NAME:
                    self.took_over.add(wanted.key)
                return self._complete(held, wanted)
            raise

    def update(self, held: Held, wanted: Resource) -> Held:
        """Bring it to what is declared; after a lost answer, only if that is still to be done."""
        try:
            return self._shelf(wanted).update(held, wanted, self._ids)
        except UncertainWrite:
            # By its id: nobody knows which name it has, where it was to get another one.
            if again := self._shelf(wanted).get(held.key, held.id):
                return self._complete(again, wanted)
            raise

    def replace(self, held: Held, wanted: Resource) -> Held:
        """Make the next version of a Data Action beside the one that is there."""
        if not isinstance(wanted, DataActionResource):
            raise TypeError(f"{wanted.key} has no versions")
        return self.create(versioned(wanted, held))

    def rewrite(self, held: Held, wanted: Resource) -> Held:
        """Write what cannot be read back; doing it twice does no harm."""
        shelf = self._shelf(wanted)
        try:
            return shelf.update(held, wanted, self._ids)
        except UncertainWrite:
            return shelf.update(held, wanted, self._ids)

    def delete(self, held: Held) -> Held:
        """Take it away; doing it twice does no harm.

        Raises:
            InUse: something still needs it.
        """
        self._org.shelf(held.key.kind).delete(held)
        return held

    def _complete(self, held: Held, wanted: Resource) -> Held:
        shelf = self._shelf(wanted)
        now = shelf.read(held)
        names = {identifier: key for key, identifier in self._ids.items()}
        return shelf.update(now, wanted, self._ids) if compare(wanted, now, names).changes else now

    def _look_for(self, wanted: Resource) -> Held | None:
        shelf = self._shelf(wanted)
        try:
            found = wait_until(
                lambda: shelf.find([wanted.key]), bool, self._clock, LISTS_LAG_SECONDS, str(wanted.key)
            )
        except JobFailed:
            return None
        return found[0]

    def _shelf(self, wanted: Resource) -> Shelf[Any]:
        return self._org.shelf(wanted.key.kind)

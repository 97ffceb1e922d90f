"""Data Actions whose contract changes: the next version is made beside the old one, and the flows move over.

The platform lets nobody change a contract that is published. The old version stays, so that conversations that
are under way end as they began.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from genesys_deploy.deploy.compare.calls import called_actions, with_calls
from genesys_deploy.deploy.compare.change import Change
from genesys_deploy.deploy.compare.comparison import compare
from genesys_deploy.resources import DataActionResource, Ownership
from genesys_deploy.resources.action_version import next_name, version_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from genesys_deploy.deploy.planning.snapshot import Snapshot
    from genesys_deploy.platform.org import Held
    from genesys_deploy.resources import Names, Resource

__all__ = ["Versions", "must_be_replaced", "versioned"]


@dataclass(frozen=True, slots=True)
class Versions:
    """By declared name, what the org calls the version in use: now, and after this apply."""

    now: Mapping[str, str]
    then: Mapping[str, str]

    @classmethod
    def of(cls, resources: Iterable[Resource], snapshot: Snapshot) -> Versions:
        actions = (one for one in resources if isinstance(one, DataActionResource))
        held = ((one, snapshot.held.get(one.key)) for one in actions)
        then = {one.name: _name(one, there, snapshot) for one, there in held if there}
        return cls(snapshot.actions_in_use, then)

    def moved(self, resource: Resource) -> Resource:
        """A flow that calls Data Actions by the names they will have; anything else as it is."""
        return with_calls(resource, self.then)

    def moves(self, flow: Resource) -> tuple[Change, ...]:
        """Which of the Data Actions that a flow calls get another name."""
        pairs = ((self.now.get(name, name), self.then.get(name, name)) for name in called_actions(flow))
        return tuple(Change("Data Action", now, then) for now, then in pairs if now != then)


def versioned(wanted: DataActionResource, held: Held) -> DataActionResource:
    """The next version, of another name."""
    name = next_name(held.wire.text("name"), wanted.name)
    return replace(wanted, action=replace(wanted.action, name=name))


def must_be_replaced(wanted: Resource, held: Held, names: Names) -> bool:
    """Whether only a new version will do; what is not ours is not replaced."""
    if not isinstance(wanted, DataActionResource) or wanted.ownership is not Ownership.OWN:
        return False
    return bool(compare(wanted, held, names).forbidden)


def _name(wanted: DataActionResource, held: Held, snapshot: Snapshot) -> str:
    unchanged = wanted.key in snapshot.unchanged or wanted.ownership is Ownership.REFERENCE
    if not unchanged and must_be_replaced(wanted, held, snapshot.names):
        return versioned(wanted, held).name
    now = held.wire.text("name")
    return now if version_of(now, wanted.name) else wanted.name

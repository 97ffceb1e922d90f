"""Process automation triggers of an org."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.platform.errors import Conflict, NotInOrg
from genesys_deploy.platform.insisting import once_known
from genesys_deploy.platform.listing import cursor_pages, recognise
from genesys_deploy.platform.org import Held
from genesys_deploy.platform.removal import present, remove
from genesys_deploy.resources.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Collection

    from genesys_deploy.platform.client import Client
    from genesys_deploy.resources import Ids, Key, Trigger

__all__ = ["Triggers"]


class Triggers:
    """Their topic stays for good; all else can be changed, against the version that was read."""

    def __init__(self, client: Client) -> None:
        self._api = client.api("ProcessAutomationApi")
        self._flows = client.api("ArchitectApi")
        self._clock = client.transport.clock

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        return recognise(keys, cursor_pages(self._api.get_processautomation_triggers))

    def read(self, held: Held) -> Held:
        """With the name of its workflow, of which the platform tells the id alone."""
        target = held.wire.part("target")
        try:
            flow = Wire.of(self._flows.get_flow(target.text("id")))
        except NotInOrg:
            return held
        return held.knowing({"target": {**target.raw, "name": flow.text("name")}})

    def create(self, wanted: Trigger, ids: Ids) -> Held:
        """Create it; a workflow that has just been published may not be known at once."""
        body = wanted.to_wire(Wire({}), ids)
        made = once_known(lambda: self._api.post_processautomation_triggers(body), self._clock)
        return Held.from_answer(wanted.key, made)

    def update(self, held: Held, wanted: Trigger, ids: Ids) -> Held:
        """Lay the declared fields over the trigger as it is now; once more, where somebody was quicker."""
        try:
            return self._put(held, wanted, ids)
        except Conflict:
            return self._put(held, wanted, ids)

    def get(self, key: Key, identifier: str) -> Held | None:
        return present(key, lambda: self._api.get_processautomation_trigger(identifier))

    def delete(self, held: Held) -> None:
        remove(
            held,
            lambda: self._api.delete_processautomation_trigger(held.id),
            lambda: self.get(held.key, held.id),
            self._clock,
        )

    def _put(self, held: Held, wanted: Trigger, ids: Ids) -> Held:
        current = Wire.of(self._api.get_processautomation_trigger(held.id))
        body = wanted.to_wire(current, ids)
        return Held.from_answer(held.key, self._api.put_processautomation_trigger(held.id, body))

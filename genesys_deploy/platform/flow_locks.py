"""Flows that somebody edits: who, since when, and how to publish them all the same without publishing the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.platform.errors import Conflict, DraftPublished, NotInOrg, UncertainWrite
from genesys_deploy.platform.waiting import wait_until
from genesys_deploy.resources.wire import Wire
from genesys_deploy.source.errors import OrgError

if TYPE_CHECKING:
    from genesys_deploy.platform.client import Client
    from genesys_deploy.platform.org import Held

__all__ = ["FlowLocks", "lock_holder"]

CHECKOUT = "CHECKOUT"
NO_DRAFT = "architect.flow.cannot.checkin.missing.config"
HISTORY_SECONDS = 20.0
CHECK_IN_SECONDS = 60.0


def lock_holder(flow: Wire, client_id: str) -> str:
    """The name of whoever else has it locked; empty where nobody has, or the client of that id itself."""
    for field in ("lockedUser", "lockedClient"):
        holder = flow.part(field)
        if holder.raw and holder.text("id") != client_id:
            return holder.text("name") or f"{field.removeprefix('locked').lower()} {holder.text('id')}"
    return ""


class FlowLocks:
    """Of one org."""

    def __init__(self, client: Client) -> None:
        self._api = client.api("ArchitectApi")
        self._clock = client.transport.clock
        self._client_id = client.client_id

    def since(self, held: Held) -> str:
        """When it was locked, ISO 8601, from the flow's history; empty where the org does not tell."""
        try:
            history = Wire.of(self._api.post_flow_history(held.id)).text("id")
            told = wait_until(
                lambda: self._history(held.id, history),
                lambda wire: wire.raw.get("complete") is True,
                self._clock,
                HISTORY_SECONDS,
                f"the history of {held.key}",
            )
        except OrgError:
            return ""
        return max((entry.text("timestamp") for entry in told.parts("entities")), default="")

    def take(self, held: Held) -> None:
        """Check in, for whoever has it locked: the draft becomes a version that is not in force, and nothing is lost.

        Unlocking would be the shorter way, and is said to publish the draft; it is gone only where there is none.

        Raises:
            Conflict: the org does not let us.
            DraftPublished: it published the draft all the same.
        """
        before = self._flow(held)
        if not lock_holder(before, self._client_id):
            return
        self._check_in(held)
        after = wait_until(
            lambda: self._flow(held),
            lambda wire: not lock_holder(wire, self._client_id),
            self._clock,
            CHECK_IN_SECONDS,
            f"checking in {held.key}",
        )
        was, now = (wire.part("publishedVersion").text("id") for wire in (before, after))
        if was != now:
            raise DraftPublished(str(held.key), was, now)

    def _check_in(self, held: Held) -> None:
        try:
            self._api.post_flows_actions_checkin(held.id)
        except UncertainWrite:
            if lock_holder(self._flow(held), self._client_id):
                self._api.post_flows_actions_checkin(held.id)
        except Conflict as refusal:
            if refusal.code != NO_DRAFT:
                raise
            self._api.post_flows_actions_unlock(held.id)

    def _flow(self, held: Held) -> Wire:
        return Wire.of(self._api.get_flow(held.id))

    def _history(self, flow_id: str, history_id: str) -> Wire:
        """Not there until it has been made."""
        try:
            return Wire.of(self._api.get_flow_history_history_id(flow_id, history_id, action=[CHECKOUT]))
        except NotInOrg:
            return Wire({})

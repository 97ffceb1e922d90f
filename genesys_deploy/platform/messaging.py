"""Open Messaging integrations of an org, and the recipients of all its messengers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.platform.errors import JobFailed, NotInOrg
from genesys_deploy.platform.listing import candidates, pages, recognise
from genesys_deploy.platform.org import Held
from genesys_deploy.platform.removal import present, remove
from genesys_deploy.platform.waiting import wait_until
from genesys_deploy.resources.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import NoReturn

    from genesys_deploy.platform.client import Client
    from genesys_deploy.resources import Ids, Key, OpenMessagingIntegration, Recipient

__all__ = ["OpenMessagingIntegrations", "Recipients"]

CREATION_SECONDS = 60.0


class OpenMessagingIntegrations:
    """Created in the platform's own time, together with a recipient of the same name."""

    def __init__(self, client: Client) -> None:
        self._api = client.api("ConversationsApi")
        self._clock = client.transport.clock

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        return recognise(keys, pages(self._api.get_conversations_messaging_integrations_open))

    def read(self, held: Held) -> Held:
        return held

    def create(self, wanted: OpenMessagingIntegration, ids: Ids) -> Held:  # noqa: ARG002
        answer = self._api.post_conversations_messaging_integrations_open(wanted.to_wire())
        return self._created(Held.from_answer(wanted.key, answer))

    def update(self, held: Held, wanted: OpenMessagingIntegration, ids: Ids) -> Held:  # noqa: ARG002
        patch = self._api.patch_conversations_messaging_integrations_open_integration_id
        return Held.from_answer(held.key, patch(held.id, wanted.to_wire()))

    def get(self, key: Key, identifier: str) -> Held | None:
        return present(
            key, lambda: self._api.get_conversations_messaging_integrations_open_integration_id(identifier)
        )

    def delete(self, held: Held) -> None:
        """Its recipient goes with it."""
        delete = self._api.delete_conversations_messaging_integrations_open_integration_id
        remove(held, lambda: delete(held.id), lambda: self.get(held.key, held.id), self._clock)

    def _created(self, held: Held) -> Held:
        get = self._api.get_conversations_messaging_integrations_open_integration_id
        wire = wait_until(
            lambda: Wire.of(get(held.id)),
            lambda wire: wire.text("createStatus") != "Initiated",
            self._clock,
            CREATION_SECONDS,
            f"creating {held.key}",
        )
        if wire.text("createStatus") == "Error":
            raise JobFailed(f"creating {held.key}", [wire.part("createError").text("message")])
        return Held(held.key, held.id, wire)


class Recipients:
    """Made by the platform when a channel is connected; only where they lead to is ours to say."""

    def __init__(self, client: Client) -> None:
        self._api = client.api("RoutingApi")
        self._clock = client.transport.clock

    def find(self, keys: Collection[Key]) -> tuple[Held, ...]:
        recipients = candidates(self._api.get_routing_message_recipients, keys)
        return recognise(keys, recipients, lambda recipient: recipient.text("messengerType"))

    def read(self, held: Held) -> Held:
        return held

    def create(self, wanted: Recipient, ids: Ids) -> Held:
        """Wait for the recipient of a channel that has just been made, and lead it to its flow.

        Raises:
            NotInOrg: the channel is not connected.
        """
        if wanted.integration not in ids:
            raise NotInOrg(
                f"the org has no {wanted.key}",
                status=404,
                hint="connect the channel first (Admin > Message > Platforms); its recipient appears then",
            )
        found = wait_until(
            lambda: self.find([wanted.key]), bool, self._clock, CREATION_SECONDS, f"waiting for {wanted.key}"
        )
        return self.update(found[0], wanted, ids)

    def update(self, held: Held, wanted: Recipient, ids: Ids) -> Held:
        answer = self._api.put_routing_message_recipient(held.id, wanted.to_wire(ids))
        return Held.from_answer(held.key, answer)

    def get(self, key: Key, identifier: str) -> Held | None:
        return present(key, lambda: self._api.get_routing_message_recipient(identifier))

    def delete(self, held: Held) -> NoReturn:
        raise NotImplementedError("a recipient goes with its channel")

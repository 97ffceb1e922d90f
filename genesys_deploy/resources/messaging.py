"""Where messages come in: Open Messaging integrations, and the recipients that lead to flows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from genesys_deploy.resources.key import Key, Kind, Ownership
from genesys_deploy.resources.secret import Secret

if TYPE_CHECKING:
    from genesys_deploy.resources.wire import Ids, Names, Wire
    from genesys_deploy.source.span import Span

__all__ = ["INBOUND_MESSAGE", "OpenMessagingIntegration", "Recipient"]

OPEN = "open"
INBOUND_MESSAGE = "inboundShortMessage"
"""The type of the flows that recipients lead to."""


@dataclass(frozen=True, slots=True)
class OpenMessagingIntegration:
    """A channel of one's own. Creating it makes the platform create its recipient, of the same name.

    `webhook` is the URL that outbound messages are sent to, signed with `signature_secret`; an empty one is not
    declared.
    """

    name: str
    webhook: str
    signature_secret: Secret
    ownership: Ownership = Ownership.OWN
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(Kind.OPEN_MESSAGING_INTEGRATION, self.name)

    @property
    def needs(self) -> frozenset[Key]:
        return frozenset()

    def to_wire(self) -> dict[str, Any]:
        secret = {"outboundNotificationWebhookSignatureSecretToken": self.signature_secret.reveal()}
        body = {"name": self.name, "outboundNotificationWebhookUrl": self.webhook}
        return body | (secret if self.signature_secret else {})

    @classmethod
    def from_wire(cls, wire: Wire, names: Names) -> Self:  # noqa: ARG003
        secret = Secret(wire.text("outboundNotificationWebhookSignatureSecretToken"))
        return cls(wire.text("name"), wire.text("outboundNotificationWebhookUrl"), secret)


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address that customers write to; of it we declare the flow alone (the channel made the rest).

    `messenger_type` is the platform's word: `twitter`, `instagram`, `facebook`, `whatsapp`, `open` …. Without a
    `flow_name` it leads nowhere.
    """

    messenger_type: str
    name: str
    flow_name: str
    flow_type: str = INBOUND_MESSAGE
    ownership: Ownership = Ownership.ADOPT
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(Kind.RECIPIENT, self.name, self.messenger_type)

    @property
    def flow(self) -> Key:
        return Key(Kind.FLOW, self.flow_name, self.flow_type)

    @property
    def integration(self) -> Key | None:
        """The Open Messaging integration it comes with, if that is how it comes to be."""
        return Key(Kind.OPEN_MESSAGING_INTEGRATION, self.name) if self.messenger_type == OPEN else None

    @property
    def needs(self) -> frozenset[Key]:
        flow = {self.flow} if self.flow_name else set()
        return frozenset(flow | ({self.integration} if self.integration else set()))

    def to_wire(self, ids: Ids) -> dict[str, Any]:
        return {"flow": {"id": ids[self.flow]}} if self.flow_name else {}

    @classmethod
    def from_wire(cls, wire: Wire, names: Names) -> Self:
        return cls(wire.text("messengerType"), wire.text("name"), wire.name_of("flow", names))

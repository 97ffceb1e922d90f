"""Messages that go into an org, and the conversations that come of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.resources.wire import Wire

__all__ = ["Conversation", "InboundMessage", "Participant"]


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """A customer's message as an Open Messaging integration hands it over; `metadata` are texts."""

    sender_id: str
    text: str = ""
    nickname: str = ""
    message_id: str = ""
    attachments: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    time: datetime | None = None

    def to_wire(self) -> dict[str, Any]:
        sender = {"id": self.sender_id, "idType": "Opaque"}
        if self.nickname:
            sender["nickname"] = self.nickname
        sent = (self.time or datetime.now(UTC)).astimezone(UTC)
        channel: dict[str, Any] = {"from": sender, "time": sent.isoformat().replace("+00:00", "Z")}
        if self.message_id:
            channel["messageId"] = self.message_id
        if self.metadata:
            channel["metadata"] = {"customAttributes": dict(self.metadata)}
        body: dict[str, Any] = {"channel": channel}
        if self.text:
            body["text"] = self.text
        if self.attachments:
            body["content"] = [_attachment(url) for url in self.attachments]
        return body


def _attachment(url: str) -> dict[str, Any]:
    return {"contentType": "Attachment", "attachment": {"mediaType": "Image", "url": url}}


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part: `purpose` is `customer`, `acd`, `agent`, `workflow` …; of an ACD, the queue and how it routes."""

    id: str
    purpose: str
    queue_id: str = ""
    queue_name: str = ""
    priority: int | None = None
    skill_ids: tuple[str, ...] = ()
    language_id: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    ended: bool = False

    @classmethod
    def from_wire(cls, wire: Wire) -> Participant:
        routing = wire.part("conversationRoutingData")
        return cls(
            id=wire.text("id"),
            purpose=wire.text("purpose"),
            queue_id=wire.text("queueId") or routing.part("queue").text("id"),
            queue_name=wire.text("queueName") or wire.text("name"),
            priority=routing.raw.get("priority"),
            skill_ids=tuple(skill.text("id") for skill in routing.parts("skills")),
            language_id=routing.part("language").text("id"),
            attributes={name: str(value) for name, value in wire.part("attributes").raw.items()},
            ended=bool(wire.text("endTime")),
        )


@dataclass(frozen=True, slots=True)
class Conversation:
    id: str
    participants: tuple[Participant, ...]
    ended: bool = False

    @classmethod
    def from_wire(cls, wire: Wire) -> Conversation:
        participants = tuple(Participant.from_wire(part) for part in wire.parts("participants"))
        return cls(wire.text("id"), participants, ended=bool(wire.text("endTime")))

    @property
    def customer_attributes(self) -> Mapping[str, str]:
        """Participant data, which the platform keeps with the customer."""
        return next((p.attributes for p in self.participants if p.purpose == "customer"), {})

    @property
    def waiting_in(self) -> Participant | None:
        """The ACD participant that it was handed to last."""
        return next((p for p in reversed(self.participants) if p.purpose == "acd"), None)

"""Open Messaging's inbound messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.conversations.deliveries import Incoming, deliver
from genesys_deploy.local_org.conversations.model import Media
from genesys_deploy.local_org.http.exchange import Answer, Request
from genesys_deploy.local_org.http.refusal import bad_value, missing_field
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.open_messaging import OpenIntegration
from genesys_deploy.local_org.objects.recipient_model import recipients
from genesys_deploy.local_org.org import new_id

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES"]

CONTEXT = "context."


class Sender(msgspec.Struct, frozen=True, rename="camel"):
    id: str
    id_type: str = "Opaque"
    nickname: str | None = None
    first_name: str | None = None
    last_name: str | None = None

    @property
    def shown_as(self) -> str:
        return self.nickname or " ".join(part for part in (self.first_name, self.last_name) if part)


class ChannelMetadata(msgspec.Struct, frozen=True, rename="camel"):
    custom_attributes: dict[str, str] | None = None


class Channel(msgspec.Struct, frozen=True, rename={"sender": "from", "message_id": "messageId"}):
    sender: Sender
    time: str
    message_id: str | None = None
    metadata: ChannelMetadata | None = None


class Attachment(msgspec.Struct, frozen=True, rename="camel"):
    id: str | None = None
    media_type: str = ""
    url: str = ""
    mime: str = ""
    filename: str | None = None


class Content(msgspec.Struct, frozen=True, rename="camel"):
    attachment: Attachment | None = None


class OpenMessage(msgspec.Struct, frozen=True):
    channel: Channel
    text: str | None = None
    content: tuple[Content, ...] | None = None
    metadata: dict[str, str] | None = None


def _receive(org: Org, request: Request) -> Answer:
    """202; with `prefetchConversationId` the answer says which conversation it became part of."""
    integration = org.table(OpenIntegration)[request.path["integrationId"]]
    body = request.body(OpenMessage)
    if not body.channel.sender.id:
        raise missing_field("channel.from.id")
    media = _media(body)
    if not body.text and not media:
        raise bad_value("A message has a text or an attachment")
    incoming = Incoming(
        recipient=recipients(org)[integration.recipient_id],
        sender_id=body.channel.sender.id,
        sender_name=body.channel.sender.shown_as,
        text=body.text,
        media=media,
        attributes=_attributes(body.channel),
    )
    conversation_id = deliver(org, incoming)
    answer = _wire(integration, body, incoming.message_id)
    if request.flag("prefetchConversationId"):
        answer["conversationId"] = conversation_id
    return Answer(202, answer)


def _media(body: OpenMessage) -> tuple[Media, ...]:
    attachments = (content.attachment for content in body.content or ())
    return tuple(
        Media(id=one.id or new_id(), url=one.url, name=one.filename or "", mime=one.mime)
        for one in attachments
        if one is not None
    )


def _attributes(channel: Channel) -> dict[str, str]:
    custom = (channel.metadata.custom_attributes if channel.metadata else None) or {}
    return {f"{CONTEXT}{name}": value for name, value in custom.items()}


def _wire(integration: OpenIntegration, body: OpenMessage, message_id: str) -> dict[str, Any]:
    sender = body.channel.sender
    return {
        "id": message_id,
        "type": "Text",
        "channel": {
            "id": integration.id,
            "platform": "Open",
            "type": "Private",
            "messageId": body.channel.message_id or message_id,
            "to": {"id": integration.id},
            "from": {"id": sender.id, "idType": sender.id_type, "nickname": sender.nickname},
            "time": body.channel.time,
        },
        "text": body.text,
        "metadata": body.metadata or {},
    }


_INBOUND = "/api/v2/conversations/messages/{integrationId}/inbound/open/message"

ROUTES = (Route("POST", _INBOUND, _receive, ("conversation:message:receive",)),)

"""Conversations over HTTP: who takes part, what they know, where the conversation waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.conversations.model import Conversation, Participant, Purpose, Said
from genesys_deploy.local_org.http.exchange import Answer, Request, empty, ok
from genesys_deploy.local_org.http.paging import page
from genesys_deploy.local_org.http.refusal import not_found
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.routing import Queue

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES", "set_attributes"]


FAILED = "architect.flow.failed"


class AttributesBody(msgspec.Struct, frozen=True):
    attributes: dict[str, str | None]


def set_attributes(
    org: Org, conversation_id: str, participant_id: str, attributes: dict[str, str | None]
) -> Conversation:
    """Lay attributes over those of a participant; None takes one away.

    Raises:
        Refusal: 404, there is no such conversation or participant.
    """
    conversation = org.table(Conversation)[conversation_id]
    if participant_id not in {one.id for one in conversation.participants}:
        raise not_found("Participant", participant_id)
    changed = tuple(
        _with_attributes(one, attributes) if one.id == participant_id else one
        for one in conversation.participants
    )
    return org.table(Conversation).change(conversation_id, participants=changed)


def _with_attributes(participant: Participant, attributes: dict[str, str | None]) -> Participant:
    merged = {**participant.attributes, **attributes}
    kept = {name: value for name, value in merged.items() if value is not None}
    return msgspec.structs.replace(participant, attributes=kept)


def _common(conversation: Conversation, participant: Participant) -> dict[str, Any]:
    body: dict[str, Any] = {
        "id": participant.id,
        "name": participant.name,
        "purpose": participant.purpose.value,
        "startTime": participant.start,
        "connectedTime": participant.start,
        "attributes": participant.attributes,
        "address": conversation.sender_id,
        "mediaRoles": ["full"],
    }
    if participant.end:
        body["endTime"] = participant.end
    if participant.purpose is Purpose.ACD:
        body["conversationRoutingData"] = _routing_data(participant)
    return body


def _routing_data(participant: Participant) -> dict[str, Any]:
    data: dict[str, Any] = {
        "queue": {"id": participant.queue_id, "selfUri": f"/api/v2/routing/queues/{participant.queue_id}"},
        "priority": participant.priority,
        "skills": [
            {"id": skill_id, "selfUri": f"/api/v2/routing/skills/{skill_id}"}
            for skill_id in participant.skill_ids
        ],
    }
    if participant.language_id:
        uri = f"/api/v2/routing/languages/{participant.language_id}"
        data["language"] = {"id": participant.language_id, "selfUri": uri}
    return data


def _queue_name(org: Org, participant: Participant) -> str:
    queue = org.table(Queue).get(participant.queue_id)
    return queue.name if queue else participant.name


def _said(conversation: Conversation, said: Said) -> dict[str, Any]:
    return {
        "messageId": said.id,
        "messageURI": f"/api/v2/conversations/messages/{conversation.id}/messages/{said.id}",
        "messageStatus": "received" if said.inbound else "sent",
        "messageTime": said.time,
        "media": [
            {"id": media.id, "url": media.url, "name": media.name, "mediaType": media.mime}
            for media in said.media
        ],
    }


def _message_wire(org: Org, conversation: Conversation) -> dict[str, Any]:
    """A `MessageConversation`: each participant is a media participant."""
    return {
        "id": conversation.id,
        "participants": [_media_participant(org, conversation, one) for one in conversation.participants],
        "recentTransfers": [],
        "otherMediaUris": [],
        "selfUri": f"/api/v2/conversations/messages/{conversation.id}",
    }


def _media_participant(org: Org, conversation: Conversation, participant: Participant) -> dict[str, Any]:
    body = _common(conversation, participant)
    body |= {
        "state": "disconnected" if participant.end else "connected",
        "direction": "inbound",
        "type": conversation.messenger_type,
        "authenticated": conversation.authenticated,
        "fromAddress": {"addressRaw": conversation.sender_id, "name": conversation.sender_name},
        "toAddress": {"addressRaw": conversation.recipient_id},
    }
    if participant.error:
        body |= {
            "disconnectType": "error",
            "errorInfo": {"code": FAILED, "message": participant.error},
        }
    if participant.purpose is Purpose.ACD:
        name = _queue_name(org, participant)
        uri = f"/api/v2/routing/queues/{participant.queue_id}"
        body["queue"] = {"id": participant.queue_id, "name": name, "selfUri": uri}
    if participant.purpose is Purpose.CUSTOMER:
        body["messages"] = [_said(conversation, said) for said in conversation.messages]
    return body


def _wire(org: Org, conversation: Conversation) -> dict[str, Any]:
    """A `Conversation`: what happened in each medium hangs under the participant."""
    body: dict[str, Any] = {
        "id": conversation.id,
        "startTime": conversation.start,
        "address": conversation.sender_id,
        "participants": [_participant(org, conversation, one) for one in conversation.participants],
        "selfUri": f"/api/v2/conversations/{conversation.id}",
    }
    return {**body, "endTime": conversation.end} if conversation.end else body


def _participant(org: Org, conversation: Conversation, participant: Participant) -> dict[str, Any]:
    body = _common(conversation, participant)
    if participant.purpose is Purpose.ACD:
        body |= {"queueId": participant.queue_id, "queueName": _queue_name(org, participant)}
    medium: dict[str, Any] = {
        "id": participant.id,
        "state": "disconnected" if participant.end else "connected",
        "direction": "inbound",
        "type": conversation.messenger_type,
        "authenticated": conversation.authenticated,
    }
    if participant.purpose is Purpose.CUSTOMER:
        medium["messages"] = [_said(conversation, said) for said in conversation.messages]
    return {**body, "messages": [medium]}


def _get(org: Org, request: Request) -> Answer:
    return ok(_wire(org, org.table(Conversation)[request.path["conversationId"]]))


def _get_message(org: Org, request: Request) -> Answer:
    return ok(_message_wire(org, org.table(Conversation)[request.path["conversationId"]]))


def _list_messages(org: Org, request: Request) -> Answer:
    """Open conversations, as the platform lists those of the asking user."""
    found = org.table(Conversation).where(lambda conversation: not conversation.end)
    return page(request, [_message_wire(org, conversation) for conversation in found])


def _said_text(org: Org, request: Request) -> Answer:
    """The text of one message, which the conversation only refers to."""
    conversation = org.table(Conversation)[request.path["conversationId"]]
    message_id = request.path["messageId"]
    said = next((one for one in conversation.messages if one.id == message_id), None)
    if said is None:
        raise not_found("Message", message_id)
    direction = "inbound" if said.inbound else "outbound"
    body = {
        "id": said.id,
        "direction": direction,
        "messengerType": conversation.messenger_type,
        "fromAddress": conversation.sender_id if said.inbound else conversation.recipient_id,
        "toAddress": conversation.recipient_id if said.inbound else conversation.sender_id,
        "timestamp": said.time,
        "status": "received" if said.inbound else "sent",
        "normalizedMessage": {
            "id": said.id,
            "type": "Text",
            "text": said.text,
            "direction": direction.title(),
        },
        "conversationId": conversation.id,
    }
    return ok(body)


def _patch_attributes(org: Org, request: Request) -> Answer:
    attributes = request.body(AttributesBody).attributes
    changed = set_attributes(org, request.path["conversationId"], request.path["participantId"], attributes)
    patched = next(one for one in changed.participants if one.id == request.path["participantId"])
    return Answer(202, {"attributes": patched.attributes})


def _disconnect(org: Org, request: Request) -> Answer:
    """End the conversation for everybody."""
    conversation, now = org.table(Conversation)[request.path["conversationId"]], org.stamp()
    ended = tuple(
        one if one.end else msgspec.structs.replace(one, end=now) for one in conversation.participants
    )
    org.table(Conversation).change(conversation.id, participants=ended, end=conversation.end or now)
    return empty(202)


_CONVERSATION = "/api/v2/conversations/{conversationId}"
_MESSAGES = "/api/v2/conversations/messages"
_MESSAGE = f"{_MESSAGES}/{{conversationId}}"
_ATTRIBUTES = "participants/{participantId}/attributes"

ROUTES = (
    Route("GET", _MESSAGES, _list_messages),
    Route("GET", _MESSAGE, _get_message),
    Route("GET", f"{_MESSAGE}/messages/{{messageId}}", _said_text, ("conversation:message:view",)),
    Route("PATCH", f"{_MESSAGE}/{_ATTRIBUTES}", _patch_attributes),
    Route("GET", _CONVERSATION, _get, ("conversation:communication:view",)),
    Route("PATCH", f"{_CONVERSATION}/{_ATTRIBUTES}", _patch_attributes),
    Route("POST", f"{_CONVERSATION}/disconnect", _disconnect),
)

"""Conversations that wait in a queue: what they wait for is changed, or the queue they wait in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.conversations.model import Conversation, Participant, Purpose
from genesys_deploy.local_org.http.exchange import Answer, Request, empty, ok
from genesys_deploy.local_org.http.refusal import Refusal, missing_field, not_found
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.routing import Language, Queue, Skill
from genesys_deploy.local_org.org import new_id

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES"]


class RoutingBody(msgspec.Struct, frozen=True, rename="camel"):
    priority: int | None = None
    skill_ids: tuple[str, ...] | None = None
    language_id: str | None = None


class QueueBody(msgspec.Struct, frozen=True, rename="camel"):
    queue_id: str | None = None
    queue_name: str | None = None


def _change(org: Org, request: Request) -> Answer:
    """Priority, skills and language of a waiting conversation; what is left out stays."""
    conversation, body = org.table(Conversation)[request.path["conversationId"]], request.body(RoutingBody)
    waiting = conversation.waiting
    if waiting is None:
        raise Refusal(409, "general.conflict", "The conversation waits in no queue")
    given = {
        "priority": body.priority,
        "skill_ids": body.skill_ids and tuple(org.table(Skill)[one].id for one in body.skill_ids),
        "language_id": body.language_id and org.table(Language)[body.language_id].id,
    }
    changed = {name: value for name, value in given.items() if value is not None}
    _replace(org, conversation, waiting, msgspec.structs.replace(waiting, **changed))
    return ok(_wire(org, msgspec.structs.replace(waiting, **changed)))


def _wire(org: Org, waiting: Participant) -> dict[str, Any]:
    body: dict[str, Any] = {
        "priority": waiting.priority,
        "skills": [{"id": one, "name": org.table(Skill)[one].name} for one in waiting.skill_ids],
    }
    if waiting.language_id:
        body["language"] = {"id": waiting.language_id, "name": org.table(Language)[waiting.language_id].name}
    return body


def _move(org: Org, request: Request) -> Answer:
    """Into another queue, with the priority and the skills that it had."""
    conversation, body = org.table(Conversation)[request.path["conversationId"]], request.body(QueueBody)
    moved = next((one for one in conversation.participants if one.id == request.path["participantId"]), None)
    if moved is None or moved.purpose is not Purpose.ACD or moved.end:
        raise not_found("Participant", request.path["participantId"])
    queue, now = _queue(org, body), org.stamp()
    waiting = msgspec.structs.replace(moved, id=new_id(), name=queue.name, queue_id=queue.id, start=now)
    _replace(org, conversation, moved, msgspec.structs.replace(moved, end=now), waiting)
    return empty(202)


def _queue(org: Org, body: QueueBody) -> Queue:
    if body.queue_id:
        return org.table(Queue)[body.queue_id]
    if not body.queue_name:
        raise missing_field("queueId")
    wanted = body.queue_name.casefold()
    queue = org.table(Queue).find(lambda row: row.name.casefold() == wanted)
    if queue is None:
        raise not_found("Queue", body.queue_name)
    return queue


def _replace(
    org: Org, conversation: Conversation, old: Participant, new: Participant, *more: Participant
) -> None:
    kept = tuple(new if one.id == old.id else one for one in conversation.participants)
    org.table(Conversation).change(conversation.id, participants=(*kept, *more))


ROUTES = (
    Route("PATCH", "/api/v2/routing/conversations/{conversationId}", _change, ("routing:conversation:edit",)),
    Route(
        "POST",
        "/api/v2/conversations/{conversationId}/participants/{participantId}/replace/queue",
        _move,
        ("conversation:communication:blindTransfer", "conversation:communication:blindTransferQueue"),
    ),
)

"""A message comes in: it finds or opens its conversation, and a run of the recipient's flow is lined up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.local_org.conversations.answers import set_attributes
from genesys_deploy.local_org.conversations.model import (
    Conversation,
    Media,
    Participant,
    Purpose,
    Run,
    Said,
    Thread,
)
from genesys_deploy.local_org.conversations.runs import line_up
from genesys_deploy.local_org.http.refusal import bad_value
from genesys_deploy.local_org.org import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.local_org.objects.recipient_model import Recipient
    from genesys_deploy.local_org.org import Org

__all__ = ["Incoming", "deliver"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message of somebody to a recipient.

    `attributes` become participant data of the customer. `conversation_id` names a conversation to go on
    with, even one that was disconnected.
    """

    recipient: Recipient
    sender_id: str
    sender_name: str = ""
    text: str | None = None
    media: tuple[Media, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    authenticated: bool = False
    conversation_id: str = ""
    message_id: str = field(default_factory=new_id)


def deliver(org: Org, incoming: Incoming) -> str:
    """The id of the message's conversation; its flow runs in the background.

    Raises:
        Refusal: the named conversation does not exist, or is another sender's.
    """
    with org.lock:
        found = _conversation_of(org, incoming)
        conversation = found or _opened(org, incoming)
        said = Said(id=incoming.message_id, time=org.stamp(), text=incoming.text, media=incoming.media)
        run = Run(
            id=new_id(),
            conversation_id=conversation.id,
            message_id=said.id,
            is_new_conversation=found is None,
        )
        org.table(Conversation).change(
            conversation.id,
            messages=(*conversation.messages, said),
            runs=(*conversation.runs, run.id),
            authenticated=conversation.authenticated or incoming.authenticated,
            end="",
        )
        set_attributes(org, conversation.id, conversation.customer.id, dict(incoming.attributes))
        line_up(org, run)
    return conversation.id


def _conversation_of(org: Org, incoming: Incoming) -> Conversation | None:
    """The conversation that the message names, else the open one of its sender with its recipient."""
    if incoming.conversation_id:
        named = org.table(Conversation)[incoming.conversation_id]
        if (named.recipient_id, named.sender_id) != (incoming.recipient.id, incoming.sender_id):
            raise bad_value(f"The conversation {named.id} is one of another sender or recipient")
        return named
    thread = org.table(Thread).get(Thread.id_of(incoming.recipient.id, incoming.sender_id))
    last = org.table(Conversation).get(thread.conversation_id) if thread else None
    return None if last is None or last.end else last


def _opened(org: Org, incoming: Incoming) -> Conversation:
    now = org.stamp()
    name = incoming.sender_name or incoming.sender_id
    conversation = Conversation(
        id=new_id(),
        recipient_id=incoming.recipient.id,
        messenger_type=incoming.recipient.messenger_type,
        sender_id=incoming.sender_id,
        sender_name=incoming.sender_name,
        authenticated=incoming.authenticated,
        start=now,
        participants=(Participant(id=new_id(), purpose=Purpose.CUSTOMER, name=name, start=now),),
    )
    thread_id = Thread.id_of(incoming.recipient.id, incoming.sender_id)
    org.table(Thread).put(Thread(id=thread_id, conversation_id=conversation.id))
    return org.table(Conversation).put(conversation)

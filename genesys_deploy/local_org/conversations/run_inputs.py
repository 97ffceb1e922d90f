"""What a run of a flow knows of its message and its conversation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from genesys_deploy.simulate.inputs import Attachment, Inputs, Message

if TYPE_CHECKING:
    from genesys_deploy.local_org.conversations.model import Conversation, Media, Run
    from genesys_deploy.local_org.org import Org

__all__ = ["inputs_of"]


def inputs_of(org: Org, conversation: Conversation, run: Run) -> Inputs:
    said = next(said for said in conversation.messages if said.id == run.message_id)
    message = Message(
        id=said.id,
        platform_type=conversation.messenger_type,
        sender_address=conversation.sender_id,
        sender_name=conversation.sender_name or None,
        body=said.text,
        attachments=tuple(_attachment(media) for media in said.media),
        target_addresses=(conversation.recipient_id,),
        sent_at=datetime.fromisoformat(said.time),
    )
    return Inputs(
        conversation_id=conversation.id,
        message=message,
        is_new_conversation=run.is_new_conversation,
        authenticated=conversation.authenticated,
        participant_data=conversation.customer.attributes,
        now=org.now(),
    )


def _attachment(media: Media) -> Attachment:
    return Attachment(
        id=media.id, name=media.name or None, content_type=media.mime or None, content_uri=media.url or None
    )

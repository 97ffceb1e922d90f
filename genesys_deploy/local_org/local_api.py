"""What only a local org has, outside `/api/v2`: messages of native channels, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.conversations.deliveries import Incoming, deliver
from genesys_deploy.local_org.conversations.model import Conversation, Media, Run, Trace
from genesys_deploy.local_org.conversations.own_attributes import warnings_of
from genesys_deploy.local_org.http.exchange import Answer, Request, ok
from genesys_deploy.local_org.http.faults import FaultList
from genesys_deploy.local_org.http.refusal import Refusal, missing_field, not_found
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.recipient_model import Recipient, find_recipient, recipients
from genesys_deploy.local_org.org import new_id
from genesys_deploy.local_org.settings import NATIVE_MESSENGERS

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES"]


class Sender(msgspec.Struct, frozen=True):
    id: str
    name: str = ""


class AttachmentBody(msgspec.Struct, frozen=True, rename="camel"):
    id: str = ""
    url: str = ""
    name: str = ""
    mime: str = ""


class MessageBody(
    msgspec.Struct,
    frozen=True,
    rename={"sender": "from", "messenger_type": "messengerType", "conversation_id": "conversationId"},
):
    """`recipient` by id or name; `messengerType` stands for the first recipient of that type."""

    sender: Sender
    recipient: str = ""
    messenger_type: str = ""
    text: str | None = None
    attachments: tuple[AttachmentBody, ...] = ()
    attributes: dict[str, str] = msgspec.field(default_factory=dict)
    conversation_id: str = ""
    authenticated: bool = False


class RecipientBody(msgspec.Struct, frozen=True, rename="camel"):
    messenger_type: str
    name: str


def _send(org: Org, request: Request) -> Answer:
    """Take a message of a native channel; the answer is 202 at once, the run of its flow goes on."""
    if "json" not in request.headers.get("content-type", ""):
        raise Refusal(415, "unsupported.media.type", "Send the message as application/json")
    body = request.body(MessageBody)
    wanted = body.recipient or body.messenger_type
    if not wanted or not body.sender.id:
        raise missing_field("recipient" if not wanted else "from.id")
    recipient = find_recipient(org, wanted)
    if recipient is None:
        raise not_found("Recipient", wanted)
    incoming = Incoming(
        recipient=recipient,
        sender_id=body.sender.id,
        sender_name=body.sender.name,
        text=body.text,
        media=tuple(_media(attachment) for attachment in body.attachments),
        attributes=body.attributes,
        authenticated=body.authenticated,
        conversation_id=body.conversation_id,
    )
    warnings = warnings_of(org, recipient, body.attributes)
    answer = {"conversationId": deliver(org, incoming), "messageId": incoming.message_id}
    return Answer(202, {**answer, "warnings": warnings} if warnings else answer)


def _media(attachment: AttachmentBody) -> Media:
    return Media(id=attachment.id or new_id(), url=attachment.url, name=attachment.name, mime=attachment.mime)


def _trace(org: Org, request: Request) -> Answer:
    """Tell every run of a conversation, the oldest first; events of long ago are null."""
    conversation = org.table(Conversation)[request.path["conversationId"]]
    runs = [org.table(Run)[run_id] for run_id in conversation.runs]
    return ok(
        {
            "conversationId": conversation.id,
            "open": not conversation.end,
            "done": all(run.is_over for run in runs),
            "runs": [_run(org, run) for run in runs],
        }
    )


def _run(org: Org, run: Run) -> dict[str, Any]:
    trace = org.table(Trace).get(run.id)
    return {
        "id": run.id,
        "messageId": run.message_id,
        "isNewConversation": run.is_new_conversation,
        "status": run.status.value,
        "flow": run.flow_name,
        "version": run.flow_version,
        "start": run.start,
        "end": run.end,
        "error": run.error or None,
        "ending": run.ending,
        "events": trace.events if trace else None,
    }


def _connect(org: Org, request: Request) -> Answer:
    """Connect another native address, which on the platform is done in the admin pages."""
    body = request.body(RecipientBody)
    if body.messenger_type not in NATIVE_MESSENGERS:
        known = ", ".join(NATIVE_MESSENGERS)
        raise Refusal(400, "invalid.value", f"{body.messenger_type} is no native messenger; known: {known}")
    now = org.stamp()
    recipient = Recipient(
        id=new_id(), name=body.name, messenger_type=body.messenger_type, created=now, modified=now
    )
    return ok({"id": recipients(org).put(recipient).id})


def _faults(org: Org, request: Request) -> Answer:
    """List the faults that are switched on."""
    del request
    return ok({"faults": [msgspec.to_builtins(fault) for fault in org.faults.active]})


def _switch_faults(org: Org, request: Request) -> Answer:
    """Switch faults on, in place of all others; an empty list is a good day."""
    org.faults.switch(request.body(FaultList).faults)
    return _faults(org, request)


ROUTES = (
    Route("POST", "/local/messages", _send),
    Route("POST", "/local/recipients", _connect),
    Route("GET", "/local/faults", _faults),
    Route("PUT", "/local/faults", _switch_faults),
    Route("GET", "/local/conversations/{conversationId}/trace", _trace),
)

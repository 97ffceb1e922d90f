"""The built-in variables of a run, filled from its inputs; those that nothing fills are NOT_SET."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.scope import built_ins
from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.expressions.values import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.expressions.values import Value
    from genesys_deploy.simulate.inputs import Attachment, Inputs, Message

__all__ = ["initial_values"]

_SHORT_MESSAGE: Final = Type("shortMessage")
_ATTACHMENT: Final = Type("emailAttachment")
_SENDER: Final = Type("shortMessageSenderAddressInfo")


def initial_values(flow_kind: str, inputs: Inputs) -> dict[str, Value]:
    """By lower-case name, as `Expression.evaluate` takes them."""
    values = dict(_unset(flow_kind))
    values.update(_flow(inputs))
    values.update(_message(inputs))
    values.update((name.lower(), value) for name, value in inputs.built_ins.items())
    return values


@cache
def _unset(flow_kind: str) -> Mapping[str, Value]:
    return dict.fromkeys((name.lower() for name in built_ins(flow_kind)), None)


def _flow(inputs: Inputs) -> dict[str, Value]:
    return {
        "flow.istest": inputs.is_test,
        "flow.startdatetimeutc": inputs.now,
        "flow.conversationid": inputs.conversation_id,
    }


def _message(inputs: Inputs) -> dict[str, Value]:
    return {
        "message.conversationid": inputs.conversation_id,
        "message.isnewconversation": inputs.is_new_conversation,
        "message.isauthenticated": inputs.authenticated,
        "message.language": inputs.language,
        "message.message": _short_message(inputs.message, inputs) if inputs.message else None,
    }


def _short_message(message: Message, inputs: Inputs) -> Record:
    sender: dict[str, Value] = {"addressNormalized": message.sender_address, "name": message.sender_name}
    fields: dict[str, Value] = {
        "id": message.id,
        "type": message.platform_type,
        "attachments": tuple(map(_attachment, message.attachments)),
        "body": message.body,
        "bodyType": message.body_type,
        "senderAddress": message.sender_address,
        "senderAddressInfo": Record(_SENDER, sender),
        "targetAddresses": message.target_addresses,
        "dateTimeUtc": message.sent_at or inputs.now,
    }
    return Record(_SHORT_MESSAGE, fields)


def _attachment(attachment: Attachment) -> Record:
    fields: dict[str, Value] = {
        "id": attachment.id,
        "name": attachment.name,
        "contentType": attachment.content_type,
        "contentUri": attachment.content_uri,
        "contentLength": attachment.content_length,
    }
    return Record(_ATTACHMENT, fields)

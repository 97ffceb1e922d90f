"""The built-in variables of a run, filled from its inputs; those that nothing fills are NOT_SET."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.built_ins import built_ins
from genesys_deploy.architect.expressions.limits import MAX_DATE_TIME, MAX_INTEGER, MIN_DATE_TIME
from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.expressions.values import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.expressions.values import Value
    from genesys_deploy.simulate.inputs import Attachment, Inputs, Message

__all__ = ["UNFILLED", "initial_values"]

UNFILLED: Final = frozenset({"system.currencies", "system.languages", "system.regions"})
"""Tables of the platform that nobody has published: a run that reads one of them stops."""

_LIMITS: Final[Mapping[str, Value]] = {
    "system.maxint": MAX_INTEGER,
    "system.minint": -MAX_INTEGER,
    "system.maxdatetime": MAX_DATE_TIME,
    "system.mindatetime": MIN_DATE_TIME,
}

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
    known = built_ins(flow_kind).items()
    return {name.lower(): () if type_.collection else None for name, type_ in known} | dict(_LIMITS)


def _flow(inputs: Inputs) -> dict[str, Value]:
    return {
        "flow.istest": inputs.is_test,
        "flow.startdatetimeutc": inputs.now,
        "flow.version": inputs.flow_version,
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

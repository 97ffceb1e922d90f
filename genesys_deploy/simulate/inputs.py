"""What starts a run: a message, or the input variables of a workflow, and what the conversation knows already."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.expressions.values import Value

__all__ = ["Attachment", "Inputs", "Message"]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message; `content_length` in bytes."""

    id: str
    name: str | None = None
    content_type: str | None = None
    content_uri: str | None = None
    content_length: int | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """One inbound message, as `Message.Message` shows it to the flow.

    `platform_type` is the lower-case word of the platform ("twitter", "open", …); `body` is None where the message
    is an attachment alone.
    """

    id: str
    platform_type: str
    sender_address: str | None
    sender_name: str | None = None
    body: str | None = None
    body_type: str = "text"
    attachments: tuple[Attachment, ...] = ()
    target_addresses: tuple[str, ...] = ()
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a run may know before its first action.

    `now` is the virtual time of the first action. `variables` holds the input variables of a workflow or common
    module, by their names ("Flow.conversationId"); `built_ins` any further built-in ("Message.ExternalTag").
    """

    conversation_id: str = "00000000-0000-4000-8000-000000000000"
    message: Message | None = None
    is_new_conversation: bool = True
    authenticated: bool = False
    participant_data: Mapping[str, str] = field(default_factory=dict)
    now: datetime = datetime(2024, 1, 1, tzinfo=UTC)
    variables: Mapping[str, Value] = field(default_factory=dict)
    built_ins: Mapping[str, Value] = field(default_factory=dict)
    language: str = "en-us"
    is_test: bool = False
    flow_version: str = "1.0"

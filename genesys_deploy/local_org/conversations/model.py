"""Conversations as the org keeps them: messages, participants, and the run of a flow for each message."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

import msgspec

from genesys_deploy.local_org.table import Row

__all__ = ["Conversation", "Media", "Participant", "Purpose", "Run", "RunStatus", "Said", "Thread", "Trace"]


class Purpose(StrEnum):
    CUSTOMER = "customer"
    WORKFLOW = "workflow"
    ACD = "acd"


class Media(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    url: str = ""
    name: str = ""
    mime: str = ""


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """A message; `inbound` ones are the customer's."""

    id: str
    time: str
    text: str | None
    inbound: bool = True
    media: tuple[Media, ...] = ()


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """`attributes` are the participant data; only the customer's are ever written by a flow.

    `error` says why a flow gave up. The rest is what a queue was given with the conversation; ids are empty
    where the org has no such object.
    """

    id: str
    purpose: Purpose
    name: str
    start: str
    end: str = ""
    attributes: dict[str, str] = msgspec.field(default_factory=dict)
    error: str = ""
    queue_id: str = ""
    priority: int = 0
    skill_ids: tuple[str, ...] = ()
    language_id: str = ""


class Conversation(Row, frozen=True, kw_only=True):
    """`end` is empty while it is open; the first participant is the customer; `runs` are ids, the oldest first."""

    recipient_id: str
    messenger_type: str
    sender_id: str
    sender_name: str
    authenticated: bool
    start: str
    participants: tuple[Participant, ...]
    messages: tuple[Said, ...] = ()
    runs: tuple[str, ...] = ()
    end: str = ""

    @property
    def customer(self) -> Participant:
        return self.participants[0]

    @property
    def waiting(self) -> Participant | None:
        """The queue in which the conversation is now."""
        return next((one for one in self.participants if one.purpose is Purpose.ACD and not one.end), None)


class Thread(Row, frozen=True, kw_only=True):
    """The last conversation of a sender with a recipient; `id` is made of the two."""

    conversation_id: str

    @staticmethod
    def id_of(recipient_id: str, sender_id: str) -> str:
        return f"{recipient_id}/{sender_id}"


class RunStatus(StrEnum):
    """`ERROR`: the run broke, or there was nothing to run; the message is kept all the same."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    ERROR = "error"


class Run(Row, frozen=True, kw_only=True):
    """One message through a flow; `ending` in the words of the trace."""

    conversation_id: str
    message_id: str
    is_new_conversation: bool
    status: RunStatus = RunStatus.WAITING
    flow_name: str = ""
    flow_version: str = ""
    start: str = ""
    end: str = ""
    ending: dict[str, Any] | None = None
    error: str = ""

    @property
    def is_over(self) -> bool:
        return self.status in {RunStatus.DONE, RunStatus.ERROR}


class Trace(Row, frozen=True, kw_only=True):
    """The events of the run of the same id; for looking at, not written to disk."""

    kept: ClassVar[bool] = False
    events: tuple[dict[str, Any], ...] = ()

"""What the events of a run do to its conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from genesys_deploy.local_org.conversations.answers import set_attributes
from genesys_deploy.local_org.conversations.model import Conversation, Participant, Purpose, Run, Said
from genesys_deploy.local_org.objects.routing import Language, Queue, Skill
from genesys_deploy.local_org.org import new_id
from genesys_deploy.simulate.endings import Ending, EndingKind
from genesys_deploy.simulate.events import (
    Disconnected,
    FlowEnded,
    FlowStarted,
    ParticipantDataSet,
    QueueReached,
    ResponseSent,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.local_org.org import Org
    from genesys_deploy.local_org.table import Table
    from genesys_deploy.simulate.events import Event

__all__ = ["apply_event", "fail"]


def apply_event(org: Org, run: Run, event: Event) -> None:
    """Change the conversation as the event says; most events change nothing. The lock is held."""
    conversation = org.table(Conversation)[run.conversation_id]
    match event:
        case FlowStarted(name=name):
            _join(
                org,
                conversation,
                Participant(id=run.id, purpose=Purpose.WORKFLOW, name=name, start=org.stamp()),
            )
        case ParticipantDataSet(name=name, value=value):
            set_attributes(org, conversation.id, conversation.customer.id, {name: value})
        case ResponseSent(text=text):
            said = Said(id=new_id(), time=org.stamp(), text=text, inbound=False)
            org.table(Conversation).change(conversation.id, messages=(*conversation.messages, said))
        case QueueReached():
            _transfer(org, conversation, event)
        case Disconnected() | FlowEnded(ending=Ending(kind=EndingKind.END)):
            _disconnect(org, conversation)
        case FlowEnded():
            _end(org, conversation, lambda one: one.id == run.id)


def fail(org: Org, run: Run, error: str) -> None:
    """Show in the conversation that its flow gave up, or that there was none; the customer is still there."""
    conversation = org.table(Conversation)[run.conversation_id]
    if run.id not in {one.id for one in conversation.participants}:
        name = run.flow_name or "no flow"
        conversation = _join(
            org,
            conversation,
            Participant(id=run.id, purpose=Purpose.WORKFLOW, name=name, start=org.stamp()),
        )
    conversation = _end(org, conversation, lambda one: one.id == run.id)
    told = tuple(
        msgspec.structs.replace(one, error=error) if one.id == run.id else one
        for one in conversation.participants
    )
    org.table(Conversation).change(conversation.id, participants=told)


def _join(org: Org, conversation: Conversation, participant: Participant) -> Conversation:
    participants = (*conversation.participants, participant)
    return org.table(Conversation).change(conversation.id, participants=participants)


def _end(org: Org, conversation: Conversation, leaves: Callable[[Participant], bool]) -> Conversation:
    now = org.stamp()
    left = tuple(
        msgspec.structs.replace(one, end=now) if leaves(one) and not one.end else one
        for one in conversation.participants
    )
    return org.table(Conversation).change(conversation.id, participants=left)


def _disconnect(org: Org, conversation: Conversation) -> None:
    """For everybody; also where the flow ran off its end."""
    _end(org, conversation, lambda _: True)
    org.table(Conversation).change(conversation.id, end=org.stamp())


def _transfer(org: Org, conversation: Conversation, reached: QueueReached) -> None:
    """Into the queue; out of the one in which the conversation waited before."""
    moved = _end(org, conversation, lambda one: one.purpose is Purpose.ACD)
    queue = Participant(
        id=new_id(),
        purpose=Purpose.ACD,
        name=reached.queue,
        start=org.stamp(),
        queue_id=_id(org.table(Queue), reached.queue),
        priority=reached.priority,
        skill_ids=tuple(_id(org.table(Skill), name) for name in reached.skills),
        language_id=_id(org.table(Language), reached.language_skill or ""),
    )
    _join(org, moved, queue)


def _id(table: Table[Queue] | Table[Skill] | Table[Language], name: str) -> str:
    found = table.find(lambda row: row.name.casefold() == name.casefold())
    return found.id if found else ""

"""Runs of published flows: one for each message, one after the other within a conversation."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from genesys_deploy.local_org.conversations.driving import begin_trace, drive, write_trace
from genesys_deploy.local_org.conversations.model import Conversation, Run, RunStatus
from genesys_deploy.local_org.conversations.outcomes import apply_event, fail
from genesys_deploy.local_org.conversations.run_inputs import inputs_of
from genesys_deploy.local_org.conversations.trace import told
from genesys_deploy.local_org.flows.model import Flow, published_text
from genesys_deploy.local_org.flows.programs import Source, compiled, source_of
from genesys_deploy.local_org.objects.recipient_model import recipients
from genesys_deploy.simulate.errors import SimulationError
from genesys_deploy.source.errors import ProductError

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org
    from genesys_deploy.simulate.endings import Ending
    from genesys_deploy.simulate.events import Event
    from genesys_deploy.simulate.inputs import Inputs

__all__ = ["line_up", "resume"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Prepared:
    source: Source
    inputs: Inputs


def line_up(org: Org, run: Run) -> None:
    """Run it as soon as no earlier message of the conversation is being worked on. The lock is held."""
    org.table(Run).put(run)
    if _next(org, run.conversation_id) == run:
        _submit(org, run)


def resume(org: Org) -> None:
    """Take up what an org that was stopped in the middle had not done."""
    with org.lock:
        unfinished = org.table(Run).where(lambda run: not run.is_over)
        for run in unfinished:
            org.table(Run).change(run.id, status=RunStatus.WAITING)
        for conversation_id in dict.fromkeys(run.conversation_id for run in unfinished):
            first = _next(org, conversation_id)
            if first is not None:
                _submit(org, first)


def _next(org: Org, conversation_id: str) -> Run | None:
    """The first run of the conversation that is not over, if nobody works on it yet."""
    runs = (org.table(Run)[run_id] for run_id in org.table(Conversation)[conversation_id].runs)
    first = next((run for run in runs if not run.is_over), None)
    return first if first is not None and first.status is RunStatus.WAITING else None


def _submit(org: Org, run: Run) -> None:
    begin_trace(org, run.id)
    org.table(Run).change(run.id, status=RunStatus.RUNNING, start=org.stamp())
    org.work(partial(_work, org, run.id))


def _work(org: Org, run_id: str) -> None:
    """Whatever happens, the run ends, says how, and the next message of the conversation has its turn."""
    try:
        ending = _drive(org, run_id)
        outcome = {"status": RunStatus.DONE, "ending": told(ending)}
    except ProductError as error:
        log.warning(
            "run %s ended with %s; the trace of its conversation says why", run_id, type(error).__name__
        )
        outcome = {"status": RunStatus.ERROR, "error": str(error)}
    except Exception as error:
        log.exception("run %s broke", run_id)
        outcome = {"status": RunStatus.ERROR, "error": f"the run broke: {type(error).__name__}: {error}"}
    with org.lock:
        run = org.table(Run).change(run_id, end=org.stamp(), **outcome)
        if run.error:
            fail(org, run, run.error)
        following = _next(org, run.conversation_id)
        if following is not None:
            _submit(org, following)
    org.changed()


def _drive(org: Org, run_id: str) -> Ending:
    with org.lock:
        prepared = _prepare(org, run_id)
    return drive(org, compiled(prepared.source), prepared.inputs, partial(_write_down, org, run_id))


def _prepare(org: Org, run_id: str) -> Prepared:
    run = org.table(Run)[run_id]
    conversation = org.table(Conversation)[run.conversation_id]
    recipient = recipients(org).get(conversation.recipient_id)
    flow = org.table(Flow).get(recipient.flow_id) if recipient else None
    text = published_text(org, flow) if flow else None
    if recipient is None or flow is None or text is None:
        name = recipient.name if recipient else conversation.recipient_id
        hint = "publish an inbound message flow and give it to the recipient"
        raise SimulationError(f'nothing answers the message: "{name}" has no published flow', hint=hint)
    org.table(Run).change(run.id, flow_name=flow.name, flow_version=flow.published)
    return Prepared(source_of(org, text), inputs_of(org, conversation, run))


def _write_down(org: Org, run_id: str, events: tuple[Event, ...]) -> None:
    with org.lock:
        write_trace(org, run_id, events)
        for event in events:
            apply_event(org, org.table(Run)[run_id], event)

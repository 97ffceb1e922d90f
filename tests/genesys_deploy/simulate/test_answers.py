"""Each request and each answer that it may have; any other kind of answer is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from genesys_deploy.simulate import requests as ask
from genesys_deploy.simulate.errors import WrongAnswer
from genesys_deploy.simulate.events import BranchTaken
from genesys_deploy.simulate.inputs import Attachment, Inputs, Message
from genesys_deploy.simulate.interpreter import start, step
from tests.genesys_deploy.simulate.building import NOW, program_of

if TYPE_CHECKING:
    from genesys_deploy.simulate.state import State

VARIABLES = {"Flow.q": "queue", "Flow.c": "externalContact", "Flow.s": "string", "Flow.g": "scheduleGroup"}
ACTIONS = {
    "callData": "callData: {name: A, category: {I: {dataAction: {D: {}}}}}",
    "findQueue": "findQueue: {name: A, findName: {lit: Q}, findResult: {var: Flow.q}}",
    "dataTableLookup": """dataTableLookup:
    name: A
    lookupValue: {lit: k}
    dataTable: {T: {failureOutputs: {errorType: {var: Flow.s}}}}""",
    "evaluateSchedule": """evaluateSchedule:
    name: A
    evaluationType: {schedule: {selectedSchedule: {lit: {name: S}}, evaluate: {now: true}}}""",
    "evaluateScheduleGroup": """evaluateScheduleGroup:
    name: A
    scheduleGroup: {noValue: true}
    evaluate: {now: true}""",
    "getConversationData": """getConversationData:
    name: A
    conversationId: {lit: c}
    attributes: [{attribute: {name: {lit: a}, variable: Flow.s}}]""",
    "setConversationData": """setConversationData:
    name: A
    conversationId: {lit: c}
    attributes: [{attribute: {name: {lit: a}, value: {lit: b}}}]""",
    "getExternalContact": "getExternalContact: {name: A, externalId: {lit: x}, externalResult: {var: Flow.c}}",
    "callBotFlow": "callBotFlow: {name: A, inputText: {lit: hi}, botFlow: {B: {ver_latestPublished: {none: true}}}}",
    "callCommonModule": "callCommonModule: {name: A, commonModule: {M: {ver_latestPublished: {none: true}}}}",
    "sendNotification": "sendNotification: {name: A, subject: {lit: s}, sendToUsers: {noValue: true}}",
}
TAKEN: list[tuple[str, ask.Answer, list[str]]] = [
    ("callData", ask.ActionSucceeded(), ["success"]),
    ("callData", ask.ActionFailed(), ["failure"]),
    ("callData", ask.ActionTimedOut(timedelta(seconds=1)), ["timeout"]),
    ("findQueue", ask.NotFound(), ["notFound"]),
    ("dataTableLookup", ask.RowFound({}), ["found"]),
    ("dataTableLookup", ask.NotFound(), ["notFound"]),
    ("dataTableLookup", ask.LookupFailed("DataTablesSyntaxError", "no"), ["failure"]),
    ("evaluateSchedule", ask.ScheduleEvaluated("active"), ["active"]),
    ("evaluateSchedule", ask.ScheduleEvaluated("inactive"), ["inactive"]),
    ("evaluateScheduleGroup", ask.ScheduleEvaluated("holiday"), ["holiday"]),
    ("evaluateScheduleGroup", ask.ScheduleEvaluated("emergency"), ["emergency"]),
    ("getConversationData", ask.ConversationData({"a": "b"}), ["found"]),
    ("getConversationData", ask.NotFound(), ["notFound"]),
    ("setConversationData", ask.ActionSucceeded(), ["success"]),
    ("setConversationData", ask.ActionFailed(), ["failure"]),
    ("getExternalContact", ask.NotFound(), ["notFound"]),
    ("callBotFlow", ask.BotEnded(), []),
    ("callCommonModule", ask.ActionSucceeded(), []),
    ("sendNotification", ask.ActionSucceeded(), ["success"]),
    ("sendNotification", ask.ActionFailed(), ["failure"]),
]


def asked(kind: str) -> State:
    case = {"variables": VARIABLES, "actions": f"\n- {ACTIONS[kind]}\n"}
    done = step(start(program_of(case), Inputs(now=NOW)))
    assert done.request is not None
    return done.state


@pytest.mark.parametrize(("kind", "answer", "branches"), TAKEN)
def test_an_answer_takes_its_branch_and_its_time(kind: str, answer: ask.Answer, branches: list[str]) -> None:
    done = step(asked(kind), answer)
    assert done.ending is not None
    assert [event.branch for event in done.events if isinstance(event, BranchTaken)] == branches
    assert done.state.now == NOW + answer.elapsed


@pytest.mark.parametrize("kind", ACTIONS)
@pytest.mark.parametrize("answer", [ask.Determined("x"), ask.ScheduleEvaluated("maybe")])
def test_any_other_answer_is_refused(kind: str, answer: ask.Answer) -> None:
    with pytest.raises(WrongAnswer):
        step(asked(kind), answer)


def test_a_bot_that_fails_starts_error_handling() -> None:
    done = step(asked("callBotFlow"), ask.ActionFailed())
    assert done.ending is not None
    assert done.ending.reason == 'the bot "B" failed'


def test_a_failing_lookup_says_why() -> None:
    done = step(asked("dataTableLookup"), ask.LookupFailed("DataTablesSyntaxError", "no"))
    assert done.state.values["flow.s"] == "DataTablesSyntaxError"


def test_attachments_are_seen_by_the_flow() -> None:
    case = {
        "variables": {"Flow.s": "string"},
        "actions": """
- updateData:
    name: Read
    statements: [{string: {variable: Flow.s, value: {exp: "Message.Message.attachments[0].contentType"}}}]
""",
    }
    message = Message("m", "open", "1", attachments=(Attachment("a1", content_type="image/png"),))
    done = step(start(program_of(case), Inputs(message=message, now=NOW)))
    assert done.state.values["flow.s"] == "image/png"

"""What the interpreter relies on, behaviour by behaviour."""

from __future__ import annotations

from genesys_deploy.source.assumption import Assumption

__all__ = ["ASSUMPTIONS"]

_confirmed, _assumed = Assumption.confirmed, Assumption.assumed

_TYPINGS = "Architect Scripting package"
_HELP_LIMIT = "Genesys help: how many actions can I run in a flow"
_EXPORTS = "published flows of Genesys's blueprints"

ASSUMPTIONS: tuple[Assumption, ...] = (
    _confirmed(
        "A decision takes yes only where its condition is true; false and NOT_SET take no",
        "decision, and a switch whose cases are conditions",
        f"typings and examples of the {_TYPINGS}",
    ),
    _assumed(
        "A switch by value compares like ==, texts with regard to case; a value that is NOT_SET takes default",
        "switch (firstMatch)",
        "publish a switch over a text in another case and over an unset variable, read the runs' history",
    ),
    _confirmed(
        "After a branch whose last action is not a terminal one the run goes on after the action that owns the branch",
        "every action with branches",
        _EXPORTS,
    ),
    _confirmed(
        "A flow executes at most 10,000 actions, then error handling takes over; a jump there allows 1,000 more, "
        "then the conversation is disconnected silently; entering a task does not count",
        "the action limit",
        _HELP_LIMIT,
    ),
    _assumed(
        "Each turn of a loop after the first counts as an action too, as each handled error does",
        "the action limit",
        "run an empty loop of 20,000 turns",
    ),
    _confirmed(
        "The index of a loop counts from 0",
        "loop",
        f"{_EXPORTS}: messages[index] with a count of Count(messages)",
    ),
    _assumed(
        "A loop count that is NOT_SET or negative makes no turn; after the loop the index keeps its last value",
        "loop",
        "loop over an unset count; read the index after a loop",
    ),
    _assumed(
        "An expression that cannot be evaluated starts the flow's error handling; a second error starts it again",
        "error handling",
        "raise an error (GetAt beyond the end) in a flow, and another in the state that it jumps to",
    ),
    _assumed(
        "Error handling by a change of state leaves open tasks and modules for good; flow variables keep their values",
        "error handling",
        "raise an error within a task, read the variables in the state that is jumped to",
    ),
    _confirmed(
        "A flow keeps the common modules that were published when it was published itself; a module calls no module",
        "callCommonModule: a run takes the modules that it is given",
        "Genesys help: work with common module flows",
    ),
    _assumed(
        "An error within a common module starts the error handling of the flow that called it",
        "callCommonModule",
        "raise an error in a module",
    ),
    _assumed(
        "A flow that runs off the end of its state without a terminal action ends, and the customer is disconnected",
        "states",
        "publish a state that only sets participant data",
    ),
    _confirmed(
        "A message flow is in exactly one state: a new one replaces the old one, and changeState never comes back; "
        "tasks are stacked, and each comes back to the one that called it",
        "changeState, callTask",
        "Genesys help: states of inbound email, chat and message flows",
    ),
    _assumed(
        "The variables of a state are gone when another one is entered",
        "changeState",
        "publish a flow with a variable of the same name in two states, read it in the second",
    ),
    _assumed(
        "State variables start anew each time that their state is entered, task variables with each call",
        "states, tasks",
        "enter a state twice, count in a State variable",
    ),
    _assumed(
        "An output path of a task that the calling action has no branch for goes on after that action",
        "callTask, endTask",
        "end a task by a path without a branch",
    ),
    _confirmed(
        "The names of attributes are case-sensitive",
        "participant data, conversation data",
        "Genesys help: Set Participant Data action",
    ),
    _assumed(
        "Setting an attribute to NOT_SET takes it away",
        "setParticipantData",
        "set an attribute, set it to NOT_SET in a second message, read the conversation's participants",
    ),
    _assumed(
        "An attribute that is not there is read as NOT_SET",
        "getParticipantData, getConversationData",
        "read a name that nobody ever set, test it with IsSet",
    ),
    _assumed(
        "All values of a setParticipantData are evaluated before the first is written",
        "setParticipantData",
        "let the second value raise an error, look whether the first was written",
    ),
    _assumed(
        "An input of a Data Action that is NOT_SET is left out of the request",
        "callData",
        "send ${input.x} without a value to a service that echoes its body",
    ),
    _assumed(
        "Outputs of a branch that is not taken leave their variables as they were; an output without a value is NOT_SET",
        "callData, the find actions, dataTableLookup",
        "call a Data Action that fails after one that succeeded, read the variables",
    ),
    _assumed(
        "Without a timeout of its own a callData waits as long as the Data Action's own timeout, which takes failure",
        "callData",
        "publish without timeout, point it at a service that never answers",
    ),
    _assumed(
        "Inputs that break the contract, a service that cannot be reached and the Data Action's own timeout take failure",
        "callData over HTTP",
        "stop the service, read which branch the run's history shows; third-party notes agree on it",
    ),
    _assumed(
        "Then the failure outputs errorCode and status are bad.request 400 (contract), service.unavailable 503 "
        "(unreachable), gateway.timeout 504 (too slow)",
        "callData over HTTP",
        "stop the service, let it hang, leave out a required input; read the failure outputs in the run's history",
    ),
    _assumed(
        "A Data Action does not follow redirects: an answer 3xx takes failure",
        "callData over HTTP",
        "answer 302 once",
    ),
    _assumed(
        "Looking for an object without a name takes notFound",
        "findQueue, findSkill and the like",
        "search for an unset name",
    ),
    _confirmed(
        "The priority of a transfer lies between -25,000,000 and 25,000,000",
        "transferToAcd",
        f"typings of the {_TYPINGS}",
    ),
    _assumed(
        "Skills of a transfer that are NOT_SET are left out, a priority that is NOT_SET is 0, a queue that is NOT_SET "
        "or a priority out of range starts error handling",
        "transferToAcd",
        "transfer with unset values, compare the conversations",
    ),
    _assumed(
        "A response whose text is NOT_SET or empty is not sent, and is no error",
        "sendResponse",
        "send an empty text",
    ),
    _assumed(
        "Conditions, assignments and lookups in the org take no time; only waits and answers from outside do",
        "GetCurrentDateTimeUtc within a run",
        "compare two time stamps in one run",
    ),
)

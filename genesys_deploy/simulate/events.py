"""What happens in a run, one value each: transcript, coverage, reports and pictures read this one stream."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime, timedelta

    from genesys_deploy.architect.expressions.values import Reference, Value
    from genesys_deploy.simulate.endings import Ending
    from genesys_deploy.source.span import Span

__all__ = [
    "ActionEntered",
    "BotCalled",
    "BranchTaken",
    "CommonModuleEntered",
    "CommonModuleLeft",
    "ConditionsDecided",
    "ConversationDataSet",
    "DataActionAnswered",
    "DataActionCalled",
    "Disconnected",
    "ErrorRaised",
    "Event",
    "ExpressionEvaluated",
    "FlowEnded",
    "FlowStarted",
    "NotificationSent",
    "ObjectSought",
    "ParticipantDataRead",
    "ParticipantDataSet",
    "QueueReached",
    "ResponseSent",
    "ScreenPopSet",
    "StateEntered",
    "TaskEntered",
    "TaskLeft",
    "VariableSet",
    "Waited",
]


@dataclass(frozen=True, slots=True)
class FlowStarted:
    """`kind` is the root key of the flow ("inboundShortMessage")."""

    name: str
    kind: str
    conversation_id: str
    now: datetime


@dataclass(frozen=True, slots=True)
class StateEntered:
    path: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class TaskEntered:
    path: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class TaskLeft:
    """`output` is the output path that the task ended with, None where it ran off its end."""

    path: str
    name: str
    output: str | None


@dataclass(frozen=True, slots=True)
class CommonModuleEntered:
    """Until the matching `CommonModuleLeft`, paths are those of the module."""

    name: str


@dataclass(frozen=True, slots=True)
class CommonModuleLeft:
    name: str


@dataclass(frozen=True, slots=True)
class ActionEntered:
    """`path` is unique within `flow` ("states/Initial State_10/actions[3]"), `kind` the action's key ("callData")."""

    path: str
    name: str
    kind: str
    span: Span
    flow: str = ""


@dataclass(frozen=True, slots=True)
class BranchTaken:
    """`branch` is the output's name: "yes", "success", a switch's "case[0]" or "default", …."""

    path: str
    branch: str
    flow: str = ""


@dataclass(frozen=True, slots=True)
class ExpressionEvaluated:
    """`path` is the action's; literals and plain variables are not told, only `exp:` texts."""

    path: str
    text: str
    value: Value
    span: Span


@dataclass(frozen=True, slots=True)
class ConditionsDecided:
    """Of a watched program only: which way the conditions within an expression went, as written, in order.

    The span is the expression's; NOT_SET goes the way of false.
    """

    path: str
    decided: tuple[tuple[str, bool], ...]
    span: Span


@dataclass(frozen=True, slots=True)
class VariableSet:
    """`name` as the flow declares it."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class ParticipantDataSet:
    """No `value` (NOT_SET) takes the attribute away."""

    name: str
    value: str | None


@dataclass(frozen=True, slots=True)
class ParticipantDataRead:
    name: str
    value: str | None


@dataclass(frozen=True, slots=True)
class ConversationDataSet:
    """A workflow wrote attributes to a participant of a conversation."""

    conversation_id: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DataActionCalled:
    """`inputs` as plain JSON values; no `timeout` means the Data Action's own."""

    category: str
    name: str
    inputs: Mapping[str, object]
    timeout: timedelta | None


@dataclass(frozen=True, slots=True)
class DataActionAnswered:
    """`outcome` is "success", "failure" or "timeout"."""

    category: str
    name: str
    outcome: str
    outputs: Mapping[str, object]
    elapsed: timedelta


@dataclass(frozen=True, slots=True)
class ObjectSought:
    """A queue, skill, user … was looked for by name or id; `found` is None where there is none."""

    kind: str
    wanted: str
    found: Reference | None


@dataclass(frozen=True, slots=True)
class BotCalled:
    bot: str
    input_text: str | None


@dataclass(frozen=True, slots=True)
class NotificationSent:
    subject: str | None
    body: str | None
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScreenPopSet:
    script: str
    inputs: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ResponseSent:
    """The customer sees `text`."""

    text: str


@dataclass(frozen=True, slots=True)
class Waited:
    """Virtual time went by; nobody really waited."""

    duration: timedelta


@dataclass(frozen=True, slots=True)
class QueueReached:
    queue: str
    priority: int
    skills: tuple[str, ...]
    language_skill: str | None


@dataclass(frozen=True, slots=True)
class Disconnected:
    path: str | None


@dataclass(frozen=True, slots=True)
class ErrorRaised:
    """Something could not be done at run time; the flow's error handling takes over."""

    path: str
    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class FlowEnded:
    """Always the last event of a run."""

    ending: Ending


Event: TypeAlias = (
    FlowStarted
    | StateEntered
    | TaskEntered
    | TaskLeft
    | CommonModuleEntered
    | CommonModuleLeft
    | ActionEntered
    | BranchTaken
    | ExpressionEvaluated
    | ConditionsDecided
    | VariableSet
    | ParticipantDataSet
    | ParticipantDataRead
    | ConversationDataSet
    | DataActionCalled
    | DataActionAnswered
    | ObjectSought
    | BotCalled
    | NotificationSent
    | ScreenPopSet
    | ResponseSent
    | Waited
    | QueueReached
    | Disconnected
    | ErrorRaised
    | FlowEnded
)

"""What a run asks of the world, and what the world may answer.

Every answer carries `elapsed`, the virtual time that it took: the clock of the run moves on by it.

    request                     answers
    CallDataAction              ActionSucceeded | ActionFailed | ActionTimedOut
    Find                        Found | NotFound
    LookUpDataTable             RowFound | NotFound | LookupFailed
    EvaluateSchedule            ScheduleEvaluated ("active", "inactive")
    EvaluateScheduleGroup       ScheduleEvaluated ("open", "closed", "holiday", "emergency")
    GetConversationData         ConversationData | NotFound
    SetConversationData         ActionSucceeded | ActionFailed
    GetExternalContact          ContactFound | NotFound
    CallModule                  ActionSucceeded | ActionFailed
    CallBot                     BotEnded | ActionFailed
    SendNotification            ActionSucceeded | ActionFailed
    Determine                   Determined

Outputs, columns and results of modules may hold `Open` in the place of a value: whoever explores a flow need not
choose before the flow really reads it. Then the run asks by `Determine`. What only keeps a value (an assignment
of a bare variable, participant data, an input of a Data Action) keeps the open one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.expressions.types import Type
    from genesys_deploy.architect.expressions.values import Record, Reference, Value

__all__ = [
    "ActionFailed",
    "ActionSucceeded",
    "ActionTimedOut",
    "Answer",
    "BotEnded",
    "CallBot",
    "CallDataAction",
    "CallModule",
    "ContactFound",
    "ConversationData",
    "Determine",
    "Determined",
    "EvaluateSchedule",
    "EvaluateScheduleGroup",
    "Find",
    "Found",
    "GetConversationData",
    "GetExternalContact",
    "LookUpDataTable",
    "LookupFailed",
    "NotFound",
    "Open",
    "Request",
    "RowFound",
    "ScheduleEvaluated",
    "SendNotification",
    "SetConversationData",
]

NO_TIME = timedelta(0)


@dataclass(frozen=True, slots=True)
class CallDataAction:
    """`category` is the integration's name; `inputs` are plain JSON values; no `timeout` means the action's own."""

    category: str
    name: str
    inputs: Mapping[str, object]
    timeout: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Find:
    """A network object by its name or its id; `kind` is the type's word ("queue")."""

    kind: str
    wanted: str


@dataclass(frozen=True, slots=True)
class LookUpDataTable:
    table: str
    key: str


@dataclass(frozen=True, slots=True)
class EvaluateSchedule:
    """`at` is the moment to judge, `time_zone` the one that the action names, if any."""

    schedule: Reference
    at: datetime
    time_zone: str | None = None
    is_emergency_group: bool = False


@dataclass(frozen=True, slots=True)
class EvaluateScheduleGroup:
    schedule_group: Reference | None
    at: datetime
    emergency_group: Reference | None = None


@dataclass(frozen=True, slots=True)
class GetConversationData:
    conversation_id: str
    participant_id: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetConversationData:
    conversation_id: str
    participant_id: str | None
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GetExternalContact:
    id: str


@dataclass(frozen=True, slots=True)
class CallModule:
    """A common module whose flow is not at hand; where it is, the interpreter runs it itself."""

    module: str
    inputs: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class CallBot:
    """A bot flow or digital bot flow takes over the conversation until it is done."""

    bot: str
    input_text: str | None
    inputs: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class SendNotification:
    subject: str | None
    body: str | None
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A value that is left open until something reads it.

    `origin` tells open values apart: the same one is determined once, wherever it has been copied to. `type` is
    filled in by the variable that receives it.
    """

    origin: str
    type: Type | None = None


@dataclass(frozen=True, slots=True)
class Determine:
    """An expression reads `variable` (in lower case), which holds an open value."""

    variable: str
    value: Open


@dataclass(frozen=True, slots=True)
class ActionSucceeded:
    """`outputs` by their names in the contract, as plain JSON values; a missing one is NOT_SET."""

    outputs: Mapping[str, object] = field(default_factory=dict)
    elapsed: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class ActionFailed:
    """`outputs` are the failure outputs (`errorCode`, `status`, … for a Data Action); a missing one is NOT_SET."""

    outputs: Mapping[str, object] = field(default_factory=dict)
    elapsed: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class ActionTimedOut:
    elapsed: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class Found:
    reference: Reference
    elapsed: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class NotFound:
    elapsed: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class RowFound:
    """`columns` as plain JSON values."""

    columns: Mapping[str, object]
    elapsed: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class LookupFailed:
    error_type: str
    error_message: str
    elapsed: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class ScheduleEvaluated:
    """`in_service` names the schedules of a group that are active."""

    outcome: str
    in_service: tuple[str, ...] = ()
    elapsed: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class ConversationData:
    attributes: Mapping[str, str]
    elapsed: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class ContactFound:
    contact: Record
    elapsed: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class BotEnded:
    """`outputs` as plain JSON values."""

    exit_reason: str | None = None
    intent: str | None = None
    outputs: Mapping[str, object] = field(default_factory=dict)
    elapsed: timedelta = NO_TIME


@dataclass(frozen=True, slots=True)
class Determined:
    """The value as plain JSON data; None is NOT_SET."""

    data: object
    elapsed: timedelta = NO_TIME


Request: TypeAlias = (
    CallDataAction
    | Find
    | LookUpDataTable
    | EvaluateSchedule
    | EvaluateScheduleGroup
    | GetConversationData
    | SetConversationData
    | GetExternalContact
    | CallModule
    | CallBot
    | SendNotification
    | Determine
)
Answer: TypeAlias = (
    ActionSucceeded
    | ActionFailed
    | ActionTimedOut
    | Found
    | NotFound
    | RowFound
    | LookupFailed
    | ScheduleEvaluated
    | ConversationData
    | ContactFound
    | BotEnded
    | Determined
)

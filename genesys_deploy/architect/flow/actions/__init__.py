"""The modelled actions, by family."""

from __future__ import annotations

from genesys_deploy.architect.flow.actions.data import (
    CallData,
    DataTableLookup,
    GetConversationData,
    GetExternalContact,
    GetParticipantData,
    SetConversationData,
    SetParticipantData,
    SetScreenPop,
    UpdateData,
)
from genesys_deploy.architect.flow.actions.jumps import (
    CallBotFlow,
    CallCommonModule,
    CallDigitalBotFlow,
    CallTask,
    ChangeState,
    Disconnect,
    EndTask,
    EndWorkflow,
    JumpToTask,
)
from genesys_deploy.architect.flow.actions.logic import (
    Cases,
    Decision,
    Loop,
    LoopExit,
    LoopNext,
    Switch,
    Wait,
)
from genesys_deploy.architect.flow.actions.lookups import (
    EvaluateSchedule,
    EvaluateScheduleGroup,
    FindById,
    FindByName,
    FindObject,
)
from genesys_deploy.architect.flow.actions.messages import SendNotification, SendResponse, TransferToAcd

__all__ = [
    "CallBotFlow",
    "CallCommonModule",
    "CallData",
    "CallDigitalBotFlow",
    "CallTask",
    "Cases",
    "ChangeState",
    "DataTableLookup",
    "Decision",
    "Disconnect",
    "EndTask",
    "EndWorkflow",
    "EvaluateSchedule",
    "EvaluateScheduleGroup",
    "FindById",
    "FindByName",
    "FindObject",
    "GetConversationData",
    "GetExternalContact",
    "GetParticipantData",
    "JumpToTask",
    "Loop",
    "LoopExit",
    "LoopNext",
    "SendNotification",
    "SendResponse",
    "SetConversationData",
    "SetParticipantData",
    "SetScreenPop",
    "Switch",
    "TransferToAcd",
    "UpdateData",
    "Wait",
]

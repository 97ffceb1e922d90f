"""Actions that call for data, keep it, hand it on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.types import DURATION, STRING, Type
from genesys_deploy.architect.flow.action import Action
from genesys_deploy.architect.flow.shape import (
    arguments,
    attributes,
    gives,
    keyed,
    results,
    statements,
    takes,
)

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.forms import Argument, Attribute, Form, Statement, Word

__all__ = [
    "CallData",
    "DataTableLookup",
    "GetConversationData",
    "GetExternalContact",
    "GetParticipantData",
    "SetConversationData",
    "SetParticipantData",
    "SetScreenPop",
    "UpdateData",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateData(Action):
    """Assignments, run in their order."""

    statements: tuple[Statement, ...] = field(metadata=statements())


@dataclass(frozen=True, slots=True, kw_only=True)
class CallData(Action):
    """Calls a Data Action, named by its integration (`category`) and its own name.

    Without a timeout the Data Action's own one counts. `success`, `failure` and `timeout` are its branches.
    """

    timeout: Form = field(metadata=takes(DURATION))
    processing_prompt: Form = field(metadata=takes(Type("prompt")))
    category: Word = field(metadata=keyed("category"))
    data_action: Word = field(metadata=keyed("category.*.dataAction"))
    inputs: tuple[Argument, ...] = field(metadata=arguments("category.*.dataAction.*.inputs"))
    success_outputs: tuple[Argument, ...] = field(metadata=results("category.*.dataAction.*.successOutputs"))
    failure_outputs: tuple[Argument, ...] = field(metadata=results("category.*.dataAction.*.failureOutputs"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DataTableLookup(Action):
    """Finds a row of a data table by its key."""

    lookup_value: Form = field(metadata=takes(STRING, required=True))
    data_table: Word = field(metadata=keyed("dataTable"))
    found_outputs: tuple[Argument, ...] = field(metadata=results("dataTable.*.foundOutputs"))
    failure_outputs: tuple[Argument, ...] = field(metadata=results("dataTable.*.failureOutputs"))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetParticipantData(Action):
    """Writes attributes of the participant."""

    attributes: tuple[Attribute, ...] = field(metadata=attributes(given=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class GetParticipantData(Action):
    """Reads attributes of the participant into variables."""

    attributes: tuple[Attribute, ...] = field(metadata=attributes(given=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetConversationData(Action):
    """Writes attributes of any conversation's participant."""

    conversation_id: Form = field(metadata=takes(STRING, required=True))
    participant_id: Form = field(metadata=takes(STRING))
    attributes: tuple[Attribute, ...] = field(metadata=attributes(given=True))
    failure_outputs: tuple[Argument, ...] = field(metadata=results())


@dataclass(frozen=True, slots=True, kw_only=True)
class GetConversationData(Action):
    """Reads attributes of any conversation's participant."""

    conversation_id: Form = field(metadata=takes(STRING, required=True))
    participant_id: Form = field(metadata=takes(STRING))
    attributes: tuple[Attribute, ...] = field(metadata=attributes(given=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class GetExternalContact(Action):
    """Finds an external contact by its id."""

    external_id: Form = field(metadata=takes(STRING, required=True))
    external_result: Form = field(metadata=gives(Type("externalContact")))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetScreenPop(Action):
    """Chooses the script that opens for the agent, and its inputs."""

    script: Word = field(metadata=keyed("screenPopScript"))
    inputs: tuple[Argument, ...] = field(metadata=arguments("screenPopScript.*.inputs"))

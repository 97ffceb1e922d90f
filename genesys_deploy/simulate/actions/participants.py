"""Actions on participant data, of this conversation or of another."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, cast

from genesys_deploy.architect.expressions.types import STRING
from genesys_deploy.architect.flow import actions as model
from genesys_deploy.simulate.errors import FlowFault, WrongAnswer
from genesys_deploy.simulate.events import ConversationDataSet, ParticipantDataRead, ParticipantDataSet
from genesys_deploy.simulate.node import Exit, Node
from genesys_deploy.simulate.operand import Constant
from genesys_deploy.simulate.requests import (
    ActionFailed,
    ActionSucceeded,
    ConversationData,
    NotFound,
)
from genesys_deploy.simulate.requests import GetConversationData as GetRequest
from genesys_deploy.simulate.requests import SetConversationData as SetRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.expressions.values import Value
    from genesys_deploy.architect.flow.forms import Attribute
    from genesys_deploy.simulate.actions.table import Compile
    from genesys_deploy.simulate.compiler import Compiler
    from genesys_deploy.simulate.machine import Machine
    from genesys_deploy.simulate.operand import Operand, Sink
    from genesys_deploy.simulate.requests import Answer
    from genesys_deploy.source.span import Span

__all__ = ["COMPILERS"]

_ATTRIBUTE_NAME: Final = "name of an attribute"


class Writing:
    """One attribute to write; where its name and value are literals, it is read once for all runs."""

    __slots__ = ("_fixed", "_name", "_span", "_value")

    def __init__(self, name: Operand, value: Operand, span: Span) -> None:
        self._name = name
        self._value = value
        self._span = span
        self._fixed: ParticipantDataSet | None = None
        if isinstance(name, Constant) and isinstance(value, Constant) and name.value:
            self._fixed = ParticipantDataSet(str(name.value), _text(value.value))

    def read(self, machine: Machine) -> ParticipantDataSet:
        if self._fixed is not None:
            return self._fixed
        name = _required(self._name.read(machine), _ATTRIBUTE_NAME, self._span)
        return ParticipantDataSet(name, _text(self._value.hold(machine)))


@dataclass(slots=True, eq=False, repr=False)
class SetParticipantData(Node):
    """All values are read before the first is written."""

    attributes: tuple[Writing, ...]
    after: Node

    def run(self, machine: Machine) -> Node:
        written = [attribute.read(machine) for attribute in self.attributes]
        for one in written:
            machine.set_attribute(one.name, one.value)
        machine.events += written
        return self.after


@dataclass(slots=True, eq=False, repr=False)
class GetParticipantData(Node):
    attributes: tuple[tuple[Operand, Sink], ...]
    after: Node

    def run(self, machine: Machine) -> Node:
        for name, sink in [(_name(self, machine, name), sink) for name, sink in self.attributes]:
            value = machine.participant_data.get(name)
            machine.events.append(ParticipantDataRead(name, value))
            sink.put(machine, value)
        return self.after


@dataclass(slots=True, eq=False, repr=False)
class SetConversationData(Node):
    conversation: Operand
    participant: Operand
    attributes: tuple[Writing, ...]
    success: Exit
    failure: Exit

    def run(self, machine: Machine) -> SetRequest:
        written = [attribute.read(machine) for attribute in self.attributes]
        attributes = {one.name: one.value or "" for one in written}
        conversation = _required(self.conversation.read(machine), "conversation id", self.span)
        machine.events.append(ConversationDataSet(conversation, attributes))
        return SetRequest(conversation, _optional(self.participant.read(machine)), attributes)

    def resume(self, machine: Machine, answer: Answer) -> Node:
        match answer:
            case ActionSucceeded():
                return self.success.take(machine)
            case ActionFailed():
                return self.failure.take(machine)
        raise WrongAnswer(f"setConversationData cannot be answered by {type(answer).__name__}")


@dataclass(slots=True, eq=False, repr=False)
class GetConversationData(Node):
    conversation: Operand
    participant: Operand
    attributes: tuple[tuple[Operand, Sink], ...]
    found: Exit
    not_found: Exit

    def run(self, machine: Machine) -> GetRequest:
        names = tuple(_name(self, machine, name) for name, _ in self.attributes)
        conversation = _required(self.conversation.read(machine), "conversation id", self.span)
        return GetRequest(conversation, _optional(self.participant.read(machine)), names)

    def resume(self, machine: Machine, answer: Answer) -> Node:
        match answer:
            case ConversationData(attributes=attributes):
                names = machine.waiting.names if isinstance(machine.waiting, GetRequest) else ()
                for name, (_, sink) in zip(names, self.attributes, strict=True):
                    sink.put(machine, attributes.get(name))
                return self.found.take(machine)
            case NotFound():
                return self.not_found.take(machine)
        raise WrongAnswer(f"getConversationData cannot be answered by {type(answer).__name__}")


def _name(node: Node, machine: Machine, operand: Operand) -> str:
    return _required(operand.read(machine), _ATTRIBUTE_NAME, node.span)


def _text(value: Value) -> str | None:
    """Values are texts here, but for an open one, which stays what it is until somebody reads it."""
    return cast("str | None", value)


def _required(value: object, what: str, span: Span) -> str:
    if value is None or value == "":
        raise FlowFault(f"the {what} is not set", span=span)
    return str(value)


def _optional(value: object) -> str | None:
    return None if value is None else str(value)


def _given(compiler: Compiler, attributes: tuple[Attribute, ...], path: str) -> tuple[Writing, ...]:
    return tuple(
        Writing(compiler.operand(one.name, STRING, path), compiler.operand(one.form, STRING, path), one.span)
        for one in attributes
    )


def _received(
    compiler: Compiler, attributes: tuple[Attribute, ...], path: str
) -> tuple[tuple[Operand, Sink], ...]:
    return tuple(
        (compiler.operand(one.name, STRING, path), compiler.sink(one.form, STRING)) for one in attributes
    )


def _set_participant_data(compiler: Compiler, action: model.SetParticipantData, after: Node) -> Node:
    attributes = _given(compiler, action.attributes, action.path)
    return compiler.add(SetParticipantData(compiler.place(action), attributes, after))


def _get_participant_data(compiler: Compiler, action: model.GetParticipantData, after: Node) -> Node:
    attributes = _received(compiler, action.attributes, action.path)
    return compiler.add(GetParticipantData(compiler.place(action), attributes, after))


def _set_conversation_data(compiler: Compiler, action: model.SetConversationData, after: Node) -> Node:
    return compiler.add(
        SetConversationData(
            compiler.place(action),
            compiler.operand(action.conversation_id, STRING, action.path),
            compiler.operand(action.participant_id, STRING, action.path),
            _given(compiler, action.attributes, action.path),
            compiler.exit(action, "success", after),
            compiler.exit(action, "failure", after),
        )
    )


def _get_conversation_data(compiler: Compiler, action: model.GetConversationData, after: Node) -> Node:
    return compiler.add(
        GetConversationData(
            compiler.place(action),
            compiler.operand(action.conversation_id, STRING, action.path),
            compiler.operand(action.participant_id, STRING, action.path),
            _received(compiler, action.attributes, action.path),
            compiler.exit(action, "found", after),
            compiler.exit(action, "notFound", after),
        )
    )


COMPILERS: Final[Mapping[type, Compile]] = MappingProxyType(
    {
        model.SetParticipantData: _set_participant_data,
        model.GetParticipantData: _get_participant_data,
        model.SetConversationData: _set_conversation_data,
        model.GetConversationData: _get_conversation_data,
    }
)

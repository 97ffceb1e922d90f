"""The catalogue of actions: for each its inputs, outputs, branches, where it may stand, whether it is simulated."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow import actions as a
from genesys_deploy.architect.flow.actions.lookups import FOUND_BY_ID, FOUND_BY_NAME
from genesys_deploy.architect.flow.shape import SHAPE, InputShape, OutputShape, Shape
from genesys_deploy.architect.flow.unmodelled import ENDINGS, UNMODELLED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.architect.expressions.types import Type
    from genesys_deploy.architect.flow.action import Action

__all__ = ["CATALOGUE", "ActionKind", "Place", "Property", "Source", "fields_of"]


class Place(StrEnum):
    """Where in a flow an action may stand."""

    ANYWHERE = "anywhere"
    TASK = "task"
    LOOP = "loop"


class Source(StrEnum):
    """What the entry is held against."""

    EXPORT = "exported flows"
    TYPINGS = "the typings of Architect Scripting; the YAML is inferred"


@dataclass(frozen=True, slots=True)
class Property:
    """An input or output of an action by its way in the YAML."""

    at: str
    type: Type
    required: bool


@dataclass(frozen=True, slots=True)
class ActionKind:
    """One kind of action.

    `model` is None where the kind is known but not modelled. `branches` are those it can have, None where they
    depend on what it calls or tests. `flows` are the modelled kinds of flow it is known to stand in, empty where
    nothing is known. After an action that `ends`, nothing of the same list runs.
    """

    name: str
    model: type[Action] | None
    branches: tuple[str, ...] | None = ()
    flows: tuple[str, ...] = ()
    place: Place = Place.ANYWHERE
    ends: bool = False
    simulated: bool = False
    source: Source = Source.EXPORT

    @property
    def inputs(self) -> tuple[Property, ...]:
        return self._properties(InputShape)

    @property
    def outputs(self) -> tuple[Property, ...]:
        return self._properties(OutputShape)

    def _properties(self, shape: type[InputShape | OutputShape]) -> tuple[Property, ...]:
        shapes = fields_of(self.model).values() if self.model else ()
        return tuple(
            Property(item.at, item.type, item.required) for item in shapes if isinstance(item, shape)
        )


def fields_of(model: type[Action]) -> Mapping[str, Shape]:
    """The shapes of an action's own fields, each with its way in the YAML filled in."""
    return _FIELDS[model]


def _fields_of(model: type[Action]) -> Mapping[str, Shape]:
    own = (field for field in dataclasses.fields(model) if SHAPE in field.metadata)
    return MappingProxyType({field.name: _placed(field.metadata[SHAPE], field.name) for field in own})


def _placed(shape: Shape, name: str) -> Shape:
    return shape if shape.at else dataclasses.replace(shape, at=_camel(name))


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


_M, _W, _CM = "inboundShortMessage", "workflow", "commonModule"
_ALL = (_M, _W, _CM)
_FOUND = ("found", "notFound")
_DONE = ("success", "failure")


def _modelled() -> Iterator[ActionKind]:
    yield ActionKind("decision", a.Decision, ("yes", "no"), _ALL, simulated=True)
    yield ActionKind("switch", a.Switch, None, _ALL, simulated=True)
    yield ActionKind("loop", a.Loop, ("loop",), _ALL, simulated=True)
    yield ActionKind("loopNext", a.LoopNext, (), _ALL, Place.LOOP, ends=True, simulated=True)
    yield ActionKind("loopExit", a.LoopExit, (), _ALL, Place.LOOP, ends=True, simulated=True)
    yield ActionKind("wait", a.Wait, (), (_W,), simulated=True)
    yield ActionKind("updateData", a.UpdateData, (), _ALL, simulated=True)
    yield ActionKind("callData", a.CallData, ("success", "failure", "timeout"), _ALL, simulated=True)
    yield ActionKind("dataTableLookup", a.DataTableLookup, (*_FOUND, "failure"), _ALL, simulated=True)
    yield ActionKind("setParticipantData", a.SetParticipantData, (), (_M, _CM), simulated=True)
    yield ActionKind("getParticipantData", a.GetParticipantData, (), (_M, _CM), simulated=True)
    yield ActionKind("setConversationData", a.SetConversationData, _DONE, (_W,), simulated=True)
    yield ActionKind("getConversationData", a.GetConversationData, _FOUND, (_W,), simulated=True)
    yield ActionKind("getExternalContact", a.GetExternalContact, _FOUND, (_W,), simulated=True)
    yield ActionKind("setScreenPop", a.SetScreenPop, (), (_M, _CM), simulated=True)
    yield ActionKind("callTask", a.CallTask, None, (_M, _W), simulated=True)
    yield ActionKind("endTask", a.EndTask, (), _ALL, Place.TASK, ends=True, simulated=True)
    yield ActionKind("jumpToTask", a.JumpToTask, (), (), ends=True, simulated=True)
    yield ActionKind("changeState", a.ChangeState, (), (_M, _W), ends=True, simulated=True)
    yield ActionKind("callCommonModule", a.CallCommonModule, (), (_M, _W), simulated=True)
    yield ActionKind("callBotFlow", a.CallBotFlow, (), (_M,), simulated=True)
    yield ActionKind("callDigitalBotFlow", a.CallDigitalBotFlow, (), (_M,), simulated=True)
    yield ActionKind("disconnect", a.Disconnect, (), (_M, _CM), ends=True, simulated=True)
    yield ActionKind("endWorkflow", a.EndWorkflow, (), (_W,), ends=True, simulated=True)
    yield ActionKind("sendResponse", a.SendResponse, _DONE, (_M, _CM), simulated=True)
    yield ActionKind("transferToAcd", a.TransferToAcd, ("failure",), (_M, _CM), ends=True, simulated=True)
    yield ActionKind("sendNotification", a.SendNotification, _DONE, (_W,), simulated=True)
    yield ActionKind("evaluateSchedule", a.EvaluateSchedule, ("active", "inactive"), _ALL, simulated=True)
    group = ("open", "closed", "holiday", "emergency")
    yield ActionKind("evaluateScheduleGroup", a.EvaluateScheduleGroup, group, _ALL, simulated=True)


def _finders() -> Iterator[ActionKind]:
    seen = ("findQueue", "findQueueById")
    by_name = ((name, a.FindByName) for name in FOUND_BY_NAME)
    by_id = ((name, a.FindById) for name in FOUND_BY_ID)
    for name, model in (*by_name, *by_id):
        source = Source.EXPORT if name in seen else Source.TYPINGS
        yield ActionKind(name, model, _FOUND, _ALL, simulated=True, source=source)


def _unmodelled() -> Iterator[ActionKind]:
    for name, branches in UNMODELLED.items():
        yield ActionKind(name, None, branches or None, ends=name in ENDINGS, source=Source.TYPINGS)


CATALOGUE: Final[Mapping[str, ActionKind]] = MappingProxyType(
    {kind.name: kind for kind in (*_modelled(), *_finders(), *_unmodelled())}
)
"""Every kind of action that is known, by its YAML key."""

_FIELDS: Final[Mapping[type[Action], Mapping[str, Shape]]] = MappingProxyType(
    {kind.model: _fields_of(kind.model) for kind in CATALOGUE.values() if kind.model}
)

"""Process automation triggers: an event of the platform that starts a workflow."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from genesys_deploy.resources.key import Key, Kind, Ownership

if TYPE_CHECKING:
    from genesys_deploy.resources.wire import Ids, Names, Wire
    from genesys_deploy.source.span import Span

__all__ = ["WORKFLOW", "DataFormat", "Match", "Operator", "Trigger"]

WORKFLOW = "workflow"
_NOT_WRITTEN = frozenset({"id", "selfUri"})
_EITHER = ("eventTTLSeconds", "delayBySeconds")


class Operator(StrEnum):
    """How a field of an event is matched, in the platform's words."""

    EQUAL = "Equal"
    NOT_EQUAL = "NotEqual"
    LESS_THAN = "LessThan"
    LESS_THAN_OR_EQUAL = "LessThanOrEqual"
    GREATER_THAN = "GreaterThan"
    GREATER_THAN_OR_EQUAL = "GreaterThanOrEqual"
    IN = "In"
    NOT_IN = "NotIn"
    CONTAINS = "Contains"
    ALL = "All"
    EXISTS = "Exists"
    SIZE = "Size"


class DataFormat(StrEnum):
    """How the workflow is given the event: whole, or its plain values one by one."""

    JSON = "Json"
    TOP_LEVEL_PRIMITIVES = "TopLevelPrimitives"


@dataclass(frozen=True, slots=True)
class Match:
    """One condition on an event; `value` or `values` is what the operator compares with."""

    json_path: str
    operator: str
    value: Any = None
    values: tuple[Any, ...] | None = None

    def to_wire(self) -> dict[str, Any]:
        compared = {"value": self.value, "values": None if self.values is None else list(self.values)}
        given = {name: value for name, value in compared.items() if value is not None}
        return {"jsonPath": self.json_path, "operator": str(self.operator), **given}


@dataclass(frozen=True, slots=True)
class Trigger:
    """Starts the workflow `flow` at each event of `topic` that fulfils all of `match`.

    `match` None is not declared, empty is every event. `event_ttl` and `delay` are seconds, of which the platform
    takes one; 0 is none, and None is not declared. `enabled` None is not declared, either: one that is made is enabled.
    """

    name: str
    topic: str
    flow: str
    match: tuple[Match, ...] | None = None
    enabled: bool | None = True
    event_ttl: int | None = None
    delay: int | None = None
    data_format: str | None = None
    description: str | None = None
    ownership: Ownership = Ownership.OWN
    renamed_from: str = ""
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(Kind.TRIGGER, self.name)

    @property
    def target(self) -> Key:
        return Key(Kind.FLOW, self.flow, WORKFLOW)

    @property
    def needs(self) -> frozenset[Key]:
        return frozenset({self.target})

    def to_wire(self, current: Wire, ids: Ids) -> dict[str, Any]:
        """The body that writes it: what is declared, laid over `current` (empty for one that is made)."""
        body = {name: value for name, value in current.raw.items() if name not in _NOT_WRITTEN}
        enabled = current.raw.get("enabled", True) if self.enabled is None else self.enabled
        body |= {"name": self.name, "topicName": self.topic, "enabled": enabled}
        body["target"] = self._target(current.part("target"), ids)
        if self.match is not None:
            body["matchCriteria"] = [criterion.to_wire() for criterion in self.match]
        if self.description is not None:
            body["description"] = self.description
        return _with_either(body, dict(zip(_EITHER, (self.event_ttl, self.delay), strict=True)))

    def _target(self, current: Wire, ids: Ids) -> dict[str, Any]:
        target = {**current.raw, "type": "Workflow", "id": ids[self.target]}
        if self.data_format is not None:
            settings = current.part("workflowTargetSettings").raw
            target["workflowTargetSettings"] = {**settings, "dataFormat": str(self.data_format)}
        return target

    @classmethod
    def from_wire(cls, wire: Wire, names: Names) -> Self:
        settings = wire.part("target").part("workflowTargetSettings")
        return cls(
            name=wire.text("name"),
            topic=wire.text("topicName"),
            flow=wire.name_of("target", names),
            match=tuple(map(_match, wire.parts("matchCriteria"))),
            enabled=wire.raw.get("enabled") is True,
            event_ttl=wire.number("eventTTLSeconds"),
            delay=wire.number("delayBySeconds"),
            data_format=settings.text("dataFormat") or None,
            description=wire.text("description"),
        )


def _with_either(body: dict[str, Any], declared: dict[str, int | None]) -> dict[str, Any]:
    """One that is given takes the place of both; one that is to be none goes."""
    given = {name: seconds for name, seconds in declared.items() if seconds}
    gone = set(_EITHER) if given else {name for name, seconds in declared.items() if seconds == 0}
    return {name: value for name, value in body.items() if name not in gone} | given


def _match(wire: Wire) -> Match:
    values = wire.raw.get("values")
    given = tuple(values) if isinstance(values, list) else None
    return Match(wire.text("jsonPath"), wire.text("operator"), wire.raw.get("value"), given)

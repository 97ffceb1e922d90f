"""Process automation triggers that a project declares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from genesys_deploy.resources.key import Ownership
from genesys_deploy.resources.trigger import DataFormat, Match, Operator
from genesys_deploy.source import document
from genesys_deploy.source.decode import INVALID, Problems, decode
from genesys_deploy.source.span import Span

__all__ = ["MatchSettings", "TriggerSettings"]


@dataclass(frozen=True, slots=True)
class _Spelled:
    json_path: str
    operator: Operator
    span: Span
    value: document.Node | None = None
    values: tuple[document.Node, ...] | None = None

    @property
    def match(self) -> Match:
        value = None if self.value is None else document.plain(self.value)
        values = None if self.values is None else tuple(document.plain(one) for one in self.values)
        return Match(self.json_path, self.operator, value, values)


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """One condition on the event: `{json_path: mediaType, operator: Equal, value: MESSAGE}`."""

    match: Match

    @classmethod
    def from_node(cls, node: document.Node, problems: Problems) -> Self:
        spelled = decode(_Spelled, node, problems, "the condition")
        if spelled is not INVALID and spelled.value is not None and spelled.values is not None:
            spelled = problems.add("a condition has a value or values, not both", spelled.span)
        return INVALID if spelled is INVALID else cls(spelled.match)


@dataclass(frozen=True, slots=True)
class TriggerSettings:
    """At each event of `topic` that fulfils all of `match` the org runs `workflow`, a workflow by its name.

    What is not given is not declared: whatever the org has there stays. Our own are enabled unless they say otherwise.
    """

    topic: str
    workflow: str
    span: Span
    match: tuple[MatchSettings, ...] | None = None
    enabled: bool | None = None
    event_ttl_seconds: int | None = None
    delay_by_seconds: int | None = None
    data_format: DataFormat | None = None
    description: str | None = None
    ownership: Ownership = Ownership.OWN

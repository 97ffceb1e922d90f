"""Scenarios as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from genesys_deploy.simulate.scenario.answer import PreparedAnswers
from genesys_deploy.simulate.scenario.expectation import Expectation
from genesys_deploy.simulate.scenario.org_data import OrgData
from genesys_deploy.source.span import Span

__all__ = ["Further", "Given", "Scenario", "ScenarioFile", "Unreachable", "World"]

World: TypeAlias = Mapping[str, PreparedAnswers]
"""How each Data Action answers, by name."""


@dataclass(frozen=True, slots=True)
class Given:
    """A message. `sender` is the platform's id; `attachment` stands for a message without a text.

    `unset` names built-in variables that the platform leaves without a value for this message.
    """

    sender: str | None = "123456789"
    name: str | None = None
    handle: str | None = None
    text: str | None = None
    attachment: bool = False
    authenticated: bool = False
    further: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    unset: tuple[str, ...] = ()
    minutes_later: int = 1


@dataclass(frozen=True, slots=True)
class Further:
    """A further message of the same conversation; what it does not say is as in the message before."""

    then: Expectation
    message: Given = field(default_factory=Given)
    world: World = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A message into a world, and what should come of it; `rows` fill `<name>` in all of its texts.

    `settings` is a node of settings laid over the overlay's.
    """

    name: str
    span: Span
    then: Expectation
    message: Given = field(default_factory=Given)
    world: World = field(default_factory=dict)
    org: OrgData = field(default_factory=OrgData)
    again: tuple[Further, ...] = ()
    settings: Any = None
    overlay: str | None = None
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_live(self) -> bool:
        """Whether it asks a service itself about any of its messages."""
        worlds = (self.world, *(further.world for further in self.again))
        return any(not prepared.answers for world in worlds for prepared in world.values())


@dataclass(frozen=True, slots=True)
class Unreachable:
    """What no message can go through, as reports name it but without the line; coverage does not ask for it."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """Scenarios of one flow: a channel of the project, or a file of somebody's flow beside this one."""

    file: str
    flow: str
    overlay: str
    scenarios: tuple[Scenario, ...]
    unreachable: tuple[Unreachable, ...] = ()

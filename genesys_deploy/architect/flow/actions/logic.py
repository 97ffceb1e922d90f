"""Actions that decide and repeat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.types import BOOLEAN, DURATION, INTEGER
from genesys_deploy.architect.flow.action import Action
from genesys_deploy.architect.flow.shape import cases, gives, takes

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.types import Type
    from genesys_deploy.architect.flow.forms import Form

__all__ = ["Cases", "Decision", "Loop", "LoopExit", "LoopNext", "Switch", "Wait"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Action):
    """`yes` where the condition is true, else (false, NOT_SET) `no`."""

    condition: Form = field(metadata=takes(BOOLEAN, required=True))


@dataclass(frozen=True, slots=True)
class Cases:
    """What a switch compares: each case's form belongs to the branch `case<n>`, n from 1.

    `type` is None for the style `firstTrue` (every case is a condition, there is no `value`); else the style is
    `firstMatch` and the first case that equals `value` is taken.
    """

    type: Type | None
    value: Form | None
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch(Action):
    """The first case that is true, or that matches; else `default`."""

    cases: Cases = field(metadata=cases())


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop(Action):
    """Runs `loop` as often as the count says; the index counts from 0."""

    current_index: Form = field(metadata=gives(INTEGER))
    loop_count: Form = field(metadata=takes(INTEGER, required=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopNext(Action):
    """On with the next turn of the innermost loop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopExit(Action):
    """Out of the innermost loop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait(Action):
    """Stands still for a while."""

    duration: Form = field(metadata=takes(DURATION, required=True))
    trim_duration_near_max_running_time: Form = field(metadata=takes(BOOLEAN))

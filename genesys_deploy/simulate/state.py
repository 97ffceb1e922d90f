"""A run between two steps, as a value: keep it, compare it, go on from it as often as you like."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from genesys_deploy.architect.expressions.values import Reference, Value
    from genesys_deploy.simulate.endings import Ending
    from genesys_deploy.simulate.events import Event
    from genesys_deploy.simulate.inputs import Inputs
    from genesys_deploy.simulate.program import Program
    from genesys_deploy.simulate.requests import Request

__all__ = ["ACTION_LIMIT", "Frame", "State", "Step", "Turn"]

ACTION_LIMIT = 10_000
"""How many actions a run may execute before its error handling takes over."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How far a loop is: `index` from 0, of `count` turns."""

    index: int
    count: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A call that has not come back yet.

    `given` are the inputs of what was called; `hidden` the values and `loops` the loops that the caller gets back.
    """

    caller: int
    given: Mapping[str, Value]
    hidden: Mapping[str, Value]
    loops: Mapping[int, Turn]


@dataclass(frozen=True, slots=True)
class State:
    """Never change what its mappings hold: other states share them.

    `node` is the place in the program. `waiting` is the request that the next step must answer; after a `Find`
    the action starts over, since that may come from within an expression. `fault` is the last error,
    `has_open` whether a value may still be left open. `values` are keyed by lower-case variable names, `participant_data` by names as they were written.
    """

    program: Program = field(repr=False)
    inputs: Inputs
    node: int
    now: datetime
    values: Mapping[str, Value]
    participant_data: Mapping[str, str]
    frames: tuple[Frame, ...] = ()
    loops: Mapping[int, Turn] = field(default_factory=dict)
    found: Mapping[tuple[str, str], Reference | None] = field(default_factory=dict)
    actions: int = 0
    limit: int = ACTION_LIMIT
    fault: str | None = None
    waiting: Request | None = None
    has_open: bool = False
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """What one step did: its events in order, and the request to answer next, or the ending."""

    state: State
    events: tuple[Event, ...]
    request: Request | None = None
    ending: Ending | None = None

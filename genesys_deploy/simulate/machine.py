"""The workbench of one step: a state taken apart, to be changed in place and put together again."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from genesys_deploy.architect.expressions.environment import Environment
from genesys_deploy.simulate.errors import LimitReached
from genesys_deploy.simulate.events import VariableSet
from genesys_deploy.simulate.requests import Determine, Find, Open
from genesys_deploy.simulate.state import ACTION_LIMIT, Frame, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, timedelta

    from genesys_deploy.architect.expressions.values import Reference, Value
    from genesys_deploy.simulate.events import Event
    from genesys_deploy.simulate.node import Node
    from genesys_deploy.simulate.requests import Request

__all__ = ["Machine", "Suspended"]

GRACE = 1_000
"""How many actions more a run may execute after its error handling has jumped."""


class Suspended(Exception):
    """An expression needs an answer of the world; the action starts over when it is there."""

    def __init__(self, request: Request) -> None:
        self.request = request
        super().__init__(request)


class Machine:
    """Lives for one step; `values` and the other mappings are its own copies."""

    __slots__ = (
        "actions",
        "environment",
        "events",
        "fault",
        "found",
        "frames",
        "has_open",
        "inputs",
        "limit",
        "loops",
        "mark",
        "node",
        "now",
        "participant_data",
        "program",
        "values",
        "waiting",
    )

    def __init__(self, state: State) -> None:
        self.program = state.program
        self.inputs = state.inputs
        self.node: Node = state.program.nodes[state.node]
        self.now = state.now
        self.values = dict(state.values)
        self.participant_data = dict(state.participant_data)
        self.frames = state.frames
        self.loops = dict(state.loops)
        self.found = dict(state.found)
        self.actions = state.actions
        self.limit = state.limit
        self.fault = state.fault
        self.waiting = state.waiting
        self.has_open = state.has_open
        self.events: list[Event] = []
        self.mark = 0
        self.environment = Environment(now=self._clock, find=self.find)

    def freeze(self, waiting: Request | None = None, *, is_over: bool = False) -> State:
        return State(
            self.program,
            self.inputs,
            self.node.index,
            self.now,
            self.values,
            self.participant_data,
            self.frames,
            self.loops,
            self.found,
            self.actions,
            self.limit,
            self.fault,
            waiting,
            self.has_open,
            is_over,
        )

    def pass_time(self, elapsed: timedelta) -> None:
        self.now += elapsed

    def push(self, caller: Node, given: Mapping[str, Value], scope: str = "") -> None:
        """Call something from `caller`; its values whose names begin with `scope` are hidden until `pop`."""
        hidden = {name: value for name, value in self.values.items() if name.startswith(scope)}
        self.frames = (*self.frames, Frame(caller.index, given, hidden, self.loops))
        self.loops = {}

    def pop(self) -> Frame:
        """Take off the innermost call; the caller's loops go on."""
        frame = self.frames[-1]
        self.frames = self.frames[:-1]
        self.loops = dict(frame.loops)
        return frame

    def forget(self, *scopes: str) -> None:
        """Drop the values whose names begin with one of `scopes`."""
        for name in [name for name in self.values if name.startswith(scopes)]:
            del self.values[name]

    def unwind(self) -> None:
        """Leave the state or task for good: open calls, loops and local variables are gone."""
        if self.frames:
            self.forget("common.")
        for frame in reversed(self.frames):
            self.values.update(frame.hidden)
        self.frames = ()
        self.loops = {}
        self.forget("state.", "task.")

    def find(self, kind: str, wanted: str) -> Reference | None:
        """An object of the org; the first time that it is asked for, the world is.

        Raises:
            Suspended: the answer is not there yet.
        """
        key = (kind, wanted)
        if key not in self.found:
            raise Suspended(Find(kind, wanted))
        return self.found[key]

    def settle(self, variables: Iterable[str]) -> None:
        """Make sure that none of the variables holds an open value.

        Raises:
            Suspended: one does; the world is asked.
        """
        for name in variables:
            value: object = self.values.get(name)
            if type(value) is Open:
                raise Suspended(Determine(name, value))

    def determine(self, open_: Open, value: Value) -> None:
        """Put a value in the place of an open one, wherever that has been copied to."""
        for name in _holding(open_, cast("Mapping[str, object]", self.values)):
            self.values[name] = value
            self.events.append(VariableSet(name, value))
        for name in _holding(open_, cast("Mapping[str, object]", self.participant_data)):
            self.set_attribute(name, None if value is None else str(value))

    def set_attribute(self, name: str, value: str | None) -> None:
        """Write participant data; NOT_SET takes the attribute away."""
        if value is None:
            self.participant_data.pop(name, None)
        else:
            self.participant_data[name] = value

    def count_action(self) -> None:
        """One more executed action.

        Raises:
            LimitReached: that would be one too many.
        """
        if self.actions >= self.limit:
            raise LimitReached(f"the run has executed {self.limit:,} actions, no more are allowed")
        self.actions += 1

    def may_handle_errors(self) -> bool:
        """Whether error handling may still run; at the limit it is raised, once, as the platform does."""
        if self.actions < self.limit:
            return True
        if self.limit > ACTION_LIMIT:
            return False
        self.limit += GRACE
        return True

    def _clock(self) -> datetime:
        return self.now


def _holding(open_: Open, values: Mapping[str, object]) -> list[str]:
    # Most values are settled: their type tells quicker than a comparison.
    return [name for name, held in values.items() if type(held) is Open and held == open_]

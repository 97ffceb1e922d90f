"""A whole run at once: the interpreter asks, a world answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from genesys_deploy.simulate.errors import SimulationError
from genesys_deploy.simulate.events import DataActionCalled, ResponseSent
from genesys_deploy.simulate.interpreter import start, step
from genesys_deploy.simulate.library import Library
from genesys_deploy.simulate.program import Program, compile_flow

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from genesys_deploy.architect.expressions.values import Value
    from genesys_deploy.simulate.endings import Ending
    from genesys_deploy.simulate.events import Event
    from genesys_deploy.simulate.inputs import Inputs
    from genesys_deploy.simulate.requests import Answer, Request

__all__ = ["Library", "Program", "Run", "World", "compile_flow", "run"]


class World(Protocol):
    """Answers what a run asks; the kinds of answer are in `requests`."""

    def answer(self, request: Request) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Run:
    """What happened from the first action to the ending.

    `values` are the variables as they were left, by lower-case name; `ended_at` is the virtual time. A run knows
    nothing of the program, so that it can be sent to another process.
    """

    events: tuple[Event, ...]
    ending: Ending
    participant_data: Mapping[str, str]
    values: Mapping[str, Value]
    actions_executed: int
    ended_at: datetime

    @property
    def responses(self) -> tuple[str, ...]:
        """What the customer saw."""
        return tuple(event.text for event in self.events if isinstance(event, ResponseSent))

    @property
    def data_action_calls(self) -> tuple[DataActionCalled, ...]:
        return tuple(event for event in self.events if isinstance(event, DataActionCalled))


def run(program: Program, inputs: Inputs, world: World) -> Run:
    """From `inputs` to the ending.

    Raises:
        NotSimulated: the run reached something that is not modelled.
        WrongAnswer: the world's answer does not fit.
    """
    events: list[Event] = []
    try:
        return _run(program, inputs, world, events)
    except SimulationError as error:
        error.events = (*events, *error.events)
        raise


def _run(program: Program, inputs: Inputs, world: World, events: list[Event]) -> Run:
    done = step(start(program, inputs))
    while done.ending is None:
        events += done.events
        if done.request is None:
            raise SimulationError("the run neither ended nor asked for anything")
        done = step(done.state, world.answer(done.request))
    events += done.events
    state = done.state
    return Run(tuple(events), done.ending, state.participant_data, state.values, state.actions, state.now)

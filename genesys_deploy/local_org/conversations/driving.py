"""Drives a run from its first action to its ending, and tells what happens as it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.local_org.conversations.model import Trace
from genesys_deploy.local_org.conversations.trace import told
from genesys_deploy.local_org.conversations.world import OrgWorld
from genesys_deploy.simulate.errors import SimulationError
from genesys_deploy.simulate.interpreter import start, step

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.local_org.org import Org
    from genesys_deploy.simulate.endings import Ending
    from genesys_deploy.simulate.events import Event
    from genesys_deploy.simulate.inputs import Inputs
    from genesys_deploy.simulate.program import Program

__all__ = ["KEPT_TRACES", "begin_trace", "drive", "write_trace"]

KEPT_TRACES = 500
"""Runs older than so many lose their events, so that an org that lives long stays small."""


def drive(org: Org, program: Program, inputs: Inputs, heard: Callable[[tuple[Event, ...]], None]) -> Ending:
    """`heard` is given the events up to each request, before the world is asked.

    Raises:
        SimulationError: the run reached something that is not modelled, or that the org has not got.
    """
    with OrgWorld(org) as world:
        done = step(start(program, inputs))
        while done.ending is None:
            heard(done.events)
            if done.request is None:
                raise SimulationError("the run neither ended nor asked for anything")
            done = step(done.state, world.answer(done.request))
    heard(done.events)
    return done.ending


def begin_trace(org: Org, run_id: str) -> None:
    """The lock is held."""
    traces = org.table(Trace)
    traces.put(Trace(id=run_id))
    for old in tuple(traces)[:-KEPT_TRACES]:
        traces.remove(old.id)


def write_trace(org: Org, run_id: str, events: tuple[Event, ...]) -> None:
    """The lock is held. A trace that has been forgotten meanwhile stays so."""
    trace = org.table(Trace).get(run_id)
    if trace is not None:
        org.table(Trace).change(run_id, events=(*trace.events, *(told(event) for event in events)))

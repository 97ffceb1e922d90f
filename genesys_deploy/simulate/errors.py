"""What can go wrong with a run.

ProductError
└── SimulationError
    ├── FlowFault            an action cannot be done at run time: the flow's own error handling takes over
    │   └── LimitReached     no more actions are allowed
    ├── NotSimulated         the run reached something that the interpreter does not model
    └── WrongAnswer          the world answered with something that the request cannot take
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.source.errors import ProductError

if TYPE_CHECKING:
    from genesys_deploy.simulate.events import Event

__all__ = ["FlowFault", "LimitReached", "NotSimulated", "SimulationError", "WrongAnswer"]


class SimulationError(ProductError):
    """A run cannot go on; `events` are what happened until then."""

    events: tuple[Event, ...] = ()


class FlowFault(SimulationError):
    """An action cannot be done with the values at hand; caught by the interpreter, told as `ErrorRaised`."""


class LimitReached(FlowFault):
    """The run has executed all the actions that it may."""


class NotSimulated(SimulationError):
    """The run reached something that is not modelled; it is never skipped, since the rest would be a guess."""


class WrongAnswer(SimulationError):
    """The world (a scenario, a canned output) answered with a kind or type of value that does not fit."""

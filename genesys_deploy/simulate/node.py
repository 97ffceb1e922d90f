"""A compiled action: what the interpreter runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from genesys_deploy.simulate.endings import Ending
    from genesys_deploy.simulate.events import ActionEntered, BranchTaken
    from genesys_deploy.simulate.machine import Machine
    from genesys_deploy.simulate.requests import Answer, Request
    from genesys_deploy.source.span import Span

__all__ = ["Exit", "Node", "Outcome", "Place"]

Outcome: TypeAlias = "Node | Request | Ending"
"""The node to go on with, a request whose answer goes to `Node.resume`, or the end."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands: the path of its action, its span, and the event that tells that it was entered.

    Nodes without an action of their own (the end of a task, one assignment of several) have no `entered`: they
    do not count as executed actions.
    """

    path: str
    span: Span
    entered: ActionEntered | None = None


@dataclass(slots=True, eq=False, repr=False)
class Node:
    """Runs on a machine. Nodes are linked when a flow is compiled and never change afterwards.

    `run` may raise `Suspended` as long as it has changed nothing: it is then run again. `index` is the node's place
    in the program, by which a state names it.
    """

    place: Place
    index: int = field(default=-1, init=False)

    @property
    def path(self) -> str:
        return self.place.path

    @property
    def span(self) -> Span:
        return self.place.span

    def run(self, machine: Machine) -> Outcome:
        raise NotImplementedError

    def resume(self, machine: Machine, answer: Answer) -> Node | Ending:
        """Go on with the answer to the request that `run` returned."""
        raise NotImplementedError

    def returned(self, machine: Machine, output: str | None) -> Node | Ending:
        """Go on after what was called has come back by the output path `output`."""
        raise NotImplementedError


class Exit:
    """A branch of an action: the event that tells of it, and the node that it leads to."""

    __slots__ = ("event", "first")

    def __init__(self, event: BranchTaken, first: Node) -> None:
        self.event = event
        self.first = first

    def take(self, machine: Machine) -> Node:
        machine.events.append(self.event)
        return self.first

"""Where a run goes on after an error: what `settingsErrorHandling` says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.expressions.values import Reference
from genesys_deploy.simulate.endings import Ending, EndingKind
from genesys_deploy.simulate.node import Node, Place
from genesys_deploy.simulate.unmodelled import Unmodelled

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.model import ErrorHandling, Flow
    from genesys_deploy.simulate.compiler import Compiler
    from genesys_deploy.simulate.machine import Machine
    from genesys_deploy.simulate.operand import Operand

__all__ = ["error_node"]

_ENDS: Final = frozenset({"disconnect", "endWorkflow", "endFlow", "exit"})
_JUMPS: Final = frozenset({"state", "task"})


@dataclass(slots=True, eq=False, repr=False)
class ErrorEnd(Node):
    """The run ends with the error as its reason."""

    def run(self, machine: Machine) -> Ending:
        return Ending(EndingKind.ERROR, reason=machine.fault, path=self.path)


@dataclass(slots=True, eq=False, repr=False)
class ErrorJump(Node):
    """To a state or a task, for good: calls that were under way do not come back."""

    target: Node

    def run(self, machine: Machine) -> Node:
        machine.unwind()
        return self.target


@dataclass(slots=True, eq=False, repr=False)
class ErrorQueue(Node):
    """To a queue; where even that cannot be evaluated, the run ends."""

    queue: Operand

    def run(self, machine: Machine) -> Ending:
        machine.unwind()
        queue = self.queue.read(machine)
        if isinstance(queue, Reference):
            name = queue.name or queue.id
            return Ending(EndingKind.QUEUE, queue=name, reason=machine.fault, path=self.path)
        return Ending(EndingKind.ERROR, reason=machine.fault, path=self.path)


def error_node(flow: Flow, compiler: Compiler) -> Node:
    """Without a setting the run ends."""
    handling = flow.error_handling
    if handling is None:
        return compiler.add(ErrorEnd(Place("", flow.span)))
    return compiler.add(_node(handling, compiler))


def _node(handling: ErrorHandling, compiler: Compiler) -> Node:
    place = Place("settingsErrorHandling", handling.span)
    if handling.kind in _ENDS:
        return ErrorEnd(place)
    if handling.kind in _JUMPS:
        target = compiler.entry(handling.target) if handling.target else None
        if target is None:
            return _unmodelled(place, handling, compiler, "its target is missing")
        return ErrorJump(place, target)
    if handling.kind == "queue":
        return ErrorQueue(place, compiler.operand(handling.queue, Type("queue"), place.path))
    return _unmodelled(place, handling, compiler, "only disconnect, endWorkflow, state, task and queue are")


def _unmodelled(place: Place, handling: ErrorHandling, compiler: Compiler, why: str) -> Node:
    node = Unmodelled(place, f'error handling by "{handling.kind}" is not modelled', why)
    compiler.work.complain(node.error, handling.span)
    return node

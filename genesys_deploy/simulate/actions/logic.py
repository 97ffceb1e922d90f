"""Actions that decide, repeat, assign and wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.types import BOOLEAN, DURATION, INTEGER
from genesys_deploy.architect.flow import actions as model
from genesys_deploy.simulate.errors import FlowFault
from genesys_deploy.simulate.events import Waited
from genesys_deploy.simulate.node import Exit, Node, Place
from genesys_deploy.simulate.state import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.simulate.actions.table import Compile
    from genesys_deploy.simulate.compiler import Compiler
    from genesys_deploy.simulate.machine import Machine
    from genesys_deploy.simulate.operand import Operand, Sink

__all__ = ["COMPILERS"]


@dataclass(slots=True, eq=False, repr=False)
class Decision(Node):
    condition: Operand
    yes: Exit
    no: Exit

    def run(self, machine: Machine) -> Node:
        return (self.yes if self.condition.read(machine) is True else self.no).take(machine)


@dataclass(slots=True, eq=False, repr=False)
class Switch(Node):
    """Without a `value` each case is a condition; with one, the first case that equals it is taken."""

    value: Operand | None
    cases: tuple[tuple[Operand, Exit], ...]
    default: Exit

    def run(self, machine: Machine) -> Node:
        wanted = self.value.read(machine) if self.value else True
        if wanted is None:
            return self.default.take(machine)
        for case, leads in self.cases:
            if case.read(machine) == wanted:
                return leads.take(machine)
        return self.default.take(machine)


@dataclass(slots=True, eq=False, repr=False)
class UpdateData(Node):
    """Its assignments are nodes of their own, since each may have to wait for an answer."""

    first: Node

    def run(self, machine: Machine) -> Node:  # noqa: ARG002 - every node takes the machine
        return self.first


@dataclass(slots=True, eq=False, repr=False)
class Assignment(Node):
    target: Sink
    value: Operand
    after: Node

    def run(self, machine: Machine) -> Node:
        self.target.put(machine, self.value.hold(machine))
        return self.after


@dataclass(slots=True, eq=False, repr=False)
class Loop(Node):
    count: Operand
    turn: Node

    def run(self, machine: Machine) -> Node:
        count = self.count.read(machine)
        machine.loops[self.turn.index] = Turn(-1, count if isinstance(count, int) else 0)
        return self.turn


@dataclass(slots=True, eq=False, repr=False)
class LoopTurn(Node):
    """Where each turn of a loop begins: on to the body, or out."""

    current: Sink
    after: Node
    body: Exit = field(init=False)

    def run(self, machine: Machine) -> Node:
        turn = machine.loops[self.index]
        index = turn.index + 1
        if index >= turn.count:
            del machine.loops[self.index]
            return self.after
        if index:
            machine.count_action()
        machine.loops[self.index] = Turn(index, turn.count)
        self.current.put(machine, index)
        return self.body.take(machine)


@dataclass(slots=True, eq=False, repr=False)
class Jump(Node):
    """Goes to a fixed place, out of a loop where `ends` is the index of its turns."""

    target: Node
    ends: int | None = None

    def run(self, machine: Machine) -> Node:
        if self.ends is not None:
            machine.loops.pop(self.ends, None)
        return self.target


@dataclass(slots=True, eq=False, repr=False)
class Wait(Node):
    duration: Operand
    after: Node

    def run(self, machine: Machine) -> Node:
        duration = self.duration.read(machine)
        if not isinstance(duration, timedelta):
            raise FlowFault("the duration of this wait is NOT_SET", span=self.span)
        machine.pass_time(duration)
        machine.events.append(Waited(duration))
        return self.after


def _decision(compiler: Compiler, action: model.Decision, after: Node) -> Node:
    condition = compiler.operand(action.condition, BOOLEAN, action.path)
    yes, no = (compiler.exit(action, name, after) for name in ("yes", "no"))
    return compiler.add(Decision(compiler.place(action), condition, yes, no))


def _switch(compiler: Compiler, action: model.Switch, after: Node) -> Node:
    wanted = action.cases.type or BOOLEAN
    value = compiler.operand(action.cases.value, wanted, action.path) if action.cases.type else None
    cases = tuple(
        (compiler.operand(form, wanted, action.path), compiler.exit(action, f"case{number}", after))
        for number, form in enumerate(action.cases.forms, start=1)
    )
    return compiler.add(Switch(compiler.place(action), value, cases, compiler.exit(action, "default", after)))


def _update_data(compiler: Compiler, action: model.UpdateData, after: Node) -> Node:
    for statement in reversed(action.statements):
        value = compiler.operand(statement.value, statement.type, action.path)
        target = compiler.sink(statement.variable, statement.type)
        after = compiler.add(Assignment(Place(action.path, statement.span), target, value, after))
    return compiler.add(UpdateData(compiler.place(action), after))


def _loop(compiler: Compiler, action: model.Loop, after: Node) -> Node:
    count = compiler.operand(action.loop_count, INTEGER, action.path)
    turn = compiler.add(LoopTurn(Place(action.path, action.span), compiler.sink(action.current_index), after))
    turn.body = compiler.within_loop(turn, after).exit(action, "loop", turn)
    return compiler.add(Loop(compiler.place(action), count, turn))


def _loop_next(compiler: Compiler, action: model.LoopNext, after: Node) -> Node:  # noqa: ARG001
    if compiler.loop is None:
        return compiler.unmodelled(action, "it does not stand in a loop")
    return compiler.add(Jump(compiler.place(action), compiler.loop.again))


def _loop_exit(compiler: Compiler, action: model.LoopExit, after: Node) -> Node:  # noqa: ARG001
    if compiler.loop is None:
        return compiler.unmodelled(action, "it does not stand in a loop")
    return compiler.add(Jump(compiler.place(action), compiler.loop.out, compiler.loop.again.index))


def _wait(compiler: Compiler, action: model.Wait, after: Node) -> Node:
    return compiler.add(
        Wait(compiler.place(action), compiler.operand(action.duration, DURATION, action.path), after)
    )


COMPILERS: Final[Mapping[type, Compile]] = MappingProxyType(
    {
        model.Decision: _decision,
        model.Switch: _switch,
        model.UpdateData: _update_data,
        model.Loop: _loop,
        model.LoopNext: _loop_next,
        model.LoopExit: _loop_exit,
        model.Wait: _wait,
    }
)

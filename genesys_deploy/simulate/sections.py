"""Nodes that are no actions: where flows, states, tasks and modules begin and end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from genesys_deploy.simulate.endings import Ending, EndingKind
from genesys_deploy.simulate.events import CommonModuleEntered, FlowStarted, StateEntered, TaskEntered
from genesys_deploy.simulate.node import Node

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.model import Flow, Section
    from genesys_deploy.simulate.events import Event
    from genesys_deploy.simulate.machine import Machine
    from genesys_deploy.simulate.operand import Operand, Slot

__all__ = ["Declarations", "Entry", "SectionEnd", "Start", "arrival", "leave"]

Declarations: TypeAlias = "tuple[tuple[Slot, Operand], ...]"
"""Variables and their initial values."""


@dataclass(slots=True, eq=False, repr=False)
class Start(Node):
    """The beginning of a run: the flow's variables get their values."""

    flow: Flow
    variables: Declarations
    first: Node

    def run(self, machine: Machine) -> Node:
        inputs = {name.lower(): value for name, value in machine.inputs.variables.items()}
        started = FlowStarted(
            self.flow.name.text, self.flow.kind, machine.inputs.conversation_id, machine.now
        )
        machine.events.append(started)
        for slot, operand in self.variables:
            machine.values[slot.key] = inputs[slot.key] if slot.key in inputs else operand.read(machine)
        return self.first


@dataclass(slots=True, eq=False, repr=False)
class Entry(Node):
    """The beginning of a state, task or module: its own variables get their initial values.

    A state's entry is a jump for good: open calls and the variables of other states are gone.
    """

    name: str
    event: Event
    is_state: bool
    variables: Declarations = field(default=(), init=False)
    first: Node = field(init=False)

    def run(self, machine: Machine) -> Node:
        values = [(slot.key, operand.read(machine)) for slot, operand in self.variables]
        machine.events.append(self.event)
        if self.is_state:
            machine.unwind()
        machine.values.update(values)
        if machine.frames:
            machine.values.update(machine.frames[-1].given)
        return self.first


def arrival(section: Section, flow: str) -> Event:
    """The event that tells that a section was entered."""
    match section.kind:
        case "state":
            return StateEntered(section.path, section.name, section.span)
        case "startUpTaskActions":
            return CommonModuleEntered(flow)
        case _:
            return TaskEntered(section.path, section.name, section.span)


@dataclass(slots=True, eq=False, repr=False)
class SectionEnd(Node):
    """The last action of a section has run, and it was no terminal one."""

    section: Section

    def run(self, machine: Machine) -> Node | Ending:
        what = f'the {self.section.kind} "{self.section.name}"' if self.section.name else "the flow"
        return leave(machine, None, f"{what} came to its end")


def leave(machine: Machine, output: str | None, reason: str | None, path: str | None = None) -> Node | Ending:
    """Come back from the innermost call; where there is none, the flow ends."""
    if machine.frames:
        caller = machine.program.nodes[machine.frames[-1].caller]
        return caller.returned(machine, output)
    return Ending(EndingKind.END, reason=reason, path=path)

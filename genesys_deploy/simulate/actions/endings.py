"""Actions that end a run: in a queue, by a disconnect, as a finished workflow."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.types import INTEGER, STRING, Type
from genesys_deploy.architect.expressions.values import Record, Reference
from genesys_deploy.architect.flow import actions as model
from genesys_deploy.simulate.endings import Ending, EndingKind
from genesys_deploy.simulate.errors import FlowFault
from genesys_deploy.simulate.node import Node

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.expressions.values import Value
    from genesys_deploy.simulate.actions.table import Compile
    from genesys_deploy.simulate.compiler import Compiler
    from genesys_deploy.simulate.machine import Machine
    from genesys_deploy.simulate.operand import Operand

__all__ = ["COMPILERS"]

PRIORITY_LIMIT = 25_000_000


@dataclass(slots=True, eq=False, repr=False)
class TransferToAcd(Node):
    queue: Operand
    priority: Operand
    skills: tuple[Operand, ...]
    language: Operand
    agents: Operand
    agent: Operand

    def run(self, machine: Machine) -> Ending:
        queue = _name(self.queue.read(machine))
        if queue is None:
            raise FlowFault("the queue to transfer to is NOT_SET", span=self.span)
        skills = (_name(skill.read(machine)) for skill in self.skills)
        return Ending(
            EndingKind.QUEUE,
            queue=queue,
            priority=self._priority(machine),
            skills=tuple(skill for skill in skills if skill is not None),
            language_skill=_name(self.language.read(machine)),
            preferred_agents=_agents(self.agents.read(machine)),
            direct_agent=_name(self.agent.read(machine)),
            path=self.path,
        )

    def _priority(self, machine: Machine) -> int:
        priority = self.priority.read(machine) or 0
        if not isinstance(priority, int) or abs(priority) > PRIORITY_LIMIT:
            raise FlowFault(
                f"the priority {priority} is not between -{PRIORITY_LIMIT:,} and {PRIORITY_LIMIT:,}",
                span=self.span,
            )
        return priority


@dataclass(slots=True, eq=False, repr=False)
class Disconnect(Node):
    def run(self, machine: Machine) -> Ending:  # noqa: ARG002 - every node takes the machine
        return Ending(EndingKind.DISCONNECT, path=self.path)


@dataclass(slots=True, eq=False, repr=False)
class EndWorkflow(Node):
    reason: Operand

    def run(self, machine: Machine) -> Ending:
        reason = self.reason.read(machine)
        return Ending(EndingKind.END, reason=None if reason is None else str(reason), path=self.path)


def _name(value: Value) -> str | None:
    return (value.name or value.id) if isinstance(value, Reference) else None


def _agents(value: Value) -> tuple[str, ...]:
    pairs = value if isinstance(value, tuple) else ()
    agents = (pair.fields.get("agent") if isinstance(pair, Record) else pair for pair in pairs)
    return tuple(name for name in map(_name, agents) if name is not None)


def _transfer_to_acd(compiler: Compiler, action: model.TransferToAcd, after: Node) -> Node:  # noqa: ARG001
    path = action.path
    return compiler.add(
        TransferToAcd(
            compiler.place(action),
            compiler.operand(action.target_queue, Type("queue"), path),
            compiler.operand(action.priority, INTEGER, path),
            tuple(compiler.operand(skill, Type("skill"), path) for skill in action.acd_skills),
            compiler.operand(action.language_skill, Type("languageSkill"), path),
            compiler.operand(action.preferred_agents, Type("agentScorePair").many, path),
            compiler.operand(action.direct_agent, Type("user"), path),
        )
    )


def _disconnect(compiler: Compiler, action: model.Disconnect, after: Node) -> Node:  # noqa: ARG001
    return compiler.add(Disconnect(compiler.place(action)))


def _end_workflow(compiler: Compiler, action: model.EndWorkflow, after: Node) -> Node:  # noqa: ARG001
    reason = compiler.operand(action.exit_reason, STRING, action.path)
    return compiler.add(EndWorkflow(compiler.place(action), reason))


COMPILERS: Final[Mapping[type, Compile]] = MappingProxyType(
    {
        model.TransferToAcd: _transfer_to_acd,
        model.Disconnect: _disconnect,
        model.EndWorkflow: _end_workflow,
    }
)

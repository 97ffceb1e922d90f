"""Actions that call a task, a module or a bot and come back, or go elsewhere for good."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.types import STRING, UNKNOWN
from genesys_deploy.architect.flow import actions as model
from genesys_deploy.simulate.actions.logic import Jump
from genesys_deploy.simulate.built_ins import initial_values
from genesys_deploy.simulate.errors import FlowFault, WrongAnswer
from genesys_deploy.simulate.events import BotCalled, CommonModuleLeft, TaskLeft
from genesys_deploy.simulate.node import Node
from genesys_deploy.simulate.requests import ActionFailed, ActionSucceeded, BotEnded, CallBot, CallModule
from genesys_deploy.simulate.sections import leave

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.expressions.values import Value
    from genesys_deploy.architect.flow.forms import Argument
    from genesys_deploy.simulate.actions.table import Compile
    from genesys_deploy.simulate.compiler import Compiler
    from genesys_deploy.simulate.endings import Ending
    from genesys_deploy.simulate.machine import Machine
    from genesys_deploy.simulate.node import Exit
    from genesys_deploy.simulate.operand import Operand, Sink
    from genesys_deploy.simulate.requests import Answer

__all__ = ["COMPILERS"]


@dataclass(slots=True, eq=False, repr=False)
class CallTask(Node):
    """`exits` are the branches that the flow writes; an output path without one goes on after the action."""

    task: str
    entry: Node
    inputs: tuple[tuple[str, Operand], ...]
    outputs: tuple[tuple[str, Sink], ...]
    exits: Mapping[str, Exit]
    after: Node

    def run(self, machine: Machine) -> Node:
        given = {_key(name, "task."): operand.read(machine) for name, operand in self.inputs}
        machine.push(self, given, "task.")
        return self.entry

    def returned(self, machine: Machine, output: str | None) -> Node:
        results = [(sink, machine.values.get(_key(name, "task."))) for name, sink in self.outputs]
        frame = machine.pop()
        machine.forget("task.")
        machine.values.update(frame.hidden)
        machine.events.append(TaskLeft(self.entry.path, self.task, output))
        for sink, value in results:
            sink.put(machine, value)
        leads = self.exits.get((output or "default").lower())
        return leads.take(machine) if leads else self.after


@dataclass(slots=True, eq=False, repr=False)
class CallCommonModule(Node):
    """Runs the module with variables of its own."""

    module: str
    entry: Node | None
    inputs: tuple[tuple[str, Operand], ...]
    outputs: tuple[tuple[str, Sink], ...]
    after: Node

    def run(self, machine: Machine) -> Node | CallModule:
        given = {_key(name, "common."): operand.read(machine) for name, operand in self.inputs}
        if self.entry is None:
            return CallModule(self.module, given)
        machine.push(self, given)
        machine.values = initial_values("commonModule", machine.inputs)
        return self.entry

    def returned(self, machine: Machine, output: str | None) -> Node:  # noqa: ARG002 - modules have one way out
        results = machine.values
        machine.values = dict(machine.pop().hidden)
        machine.events.append(CommonModuleLeft(self.module))
        for name, sink in self.outputs:
            sink.put(machine, results.get(_key(name, "common.")))
        return self.after

    def resume(self, machine: Machine, answer: Answer) -> Node:
        if not isinstance(answer, ActionSucceeded):
            raise WrongAnswer(
                f'the call of the module "{self.module}" cannot be answered by {type(answer).__name__}'
            )
        for name, sink in self.outputs:
            sink.put_json(machine, answer.outputs.get(name), f'the output "{name}" of "{self.module}"')
        return self.after


@dataclass(slots=True, eq=False, repr=False)
class CallBotFlow(Node):
    bot: str
    text: Operand
    inputs: tuple[tuple[str, Operand], ...]
    outputs: tuple[tuple[str, Sink], ...]
    reason: Sink
    intent: Sink
    after: Node

    def run(self, machine: Machine) -> CallBot:
        text = self.text.read(machine)
        inputs: dict[str, Value] = {name: operand.read(machine) for name, operand in self.inputs}
        said = None if text is None else str(text)
        machine.events.append(BotCalled(self.bot, said))
        return CallBot(self.bot, said, inputs)

    def resume(self, machine: Machine, answer: Answer) -> Node:
        match answer:
            case BotEnded():
                self.reason.put(machine, answer.exit_reason)
                self.intent.put(machine, answer.intent)
                for name, sink in self.outputs:
                    sink.put_json(machine, answer.outputs.get(name), f'the output "{name}" of "{self.bot}"')
                return self.after
            case ActionFailed():
                raise FlowFault(f'the bot "{self.bot}" failed', span=self.span)
        raise WrongAnswer(f'the bot "{self.bot}" cannot be answered by {type(answer).__name__}')


@dataclass(slots=True, eq=False, repr=False)
class EndTask(Node):
    output: str | None

    def run(self, machine: Machine) -> Node | Ending:
        return leave(machine, self.output, None, self.path)


@dataclass(slots=True, eq=False, repr=False)
class JumpToTask(Jump):
    """A jump for good: nobody comes back."""

    def run(self, machine: Machine) -> Node:
        machine.unwind()
        return self.target


def _key(name: str, scope: str) -> str:
    key = name.lower()
    return key if key.startswith(scope) else scope + key


def _inputs(
    compiler: Compiler, arguments: tuple[Argument, ...], path: str
) -> tuple[tuple[str, Operand], ...]:
    return tuple((one.name, compiler.operand(one.form, UNKNOWN, path)) for one in arguments)


def _call_task(compiler: Compiler, action: model.CallTask, after: Node) -> Node:
    entry = compiler.entry(action.target_task)
    if entry is None:
        return compiler.unmodelled(action, f"there is no task {action.target_task.text}")
    exits = {branch.name.lower(): compiler.exit(action, branch.name, after) for branch in action.branches}
    return compiler.add(
        CallTask(
            compiler.place(action),
            entry.name,
            entry,
            _inputs(compiler, action.inputs, action.path),
            compiler.sinks(action.task_outputs),
            exits,
            after,
        )
    )


def _jump_to_task(compiler: Compiler, action: model.JumpToTask, after: Node) -> Node:  # noqa: ARG001
    entry = compiler.entry(action.target_task)
    if entry is None:
        return compiler.unmodelled(action, f"there is no task {action.target_task.text}")
    if action.inputs:
        return compiler.unmodelled(action, "inputs of a jump are not modelled")
    return compiler.add(JumpToTask(compiler.place(action), entry))


def _end_task(compiler: Compiler, action: model.EndTask, after: Node) -> Node:  # noqa: ARG001
    output = action.output_path.text if action.output_path else None
    return compiler.add(EndTask(compiler.place(action), output))


def _change_state(compiler: Compiler, action: model.ChangeState, after: Node) -> Node:  # noqa: ARG001
    entry = compiler.entry(action.target_state)
    if entry is None:
        return compiler.unmodelled(action, f"there is no state {action.target_state.text}")
    return compiler.add(Jump(compiler.place(action), entry))


def _call_common_module(compiler: Compiler, action: model.CallCommonModule, after: Node) -> Node:
    return compiler.add(
        CallCommonModule(
            compiler.place(action),
            action.common_module.text,
            compiler.module(action.common_module.text),
            _inputs(compiler, action.inputs, action.path),
            compiler.sinks(action.outputs),
            after,
        )
    )


def _call_bot(compiler: Compiler, action: model.CallBotFlow | model.CallDigitalBotFlow, after: Node) -> Node:
    return compiler.add(
        CallBotFlow(
            compiler.place(action),
            action.bot_flow.text,
            compiler.operand(action.input_text, STRING, action.path),
            _inputs(compiler, action.inputs, action.path),
            compiler.sinks(action.outputs),
            compiler.sink(action.exit_reason, STRING),
            compiler.sink(action.intent, STRING),
            after,
        )
    )


COMPILERS: Final[Mapping[type, Compile]] = MappingProxyType(
    {
        model.CallTask: _call_task,
        model.JumpToTask: _jump_to_task,
        model.EndTask: _end_task,
        model.ChangeState: _change_state,
        model.CallCommonModule: _call_common_module,
        model.CallBotFlow: _call_bot,
        model.CallDigitalBotFlow: _call_bot,
    }
)

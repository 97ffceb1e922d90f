"""callData: a Data Action is called, and one of three branches taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.types import DURATION, UNKNOWN, Type
from genesys_deploy.architect.flow import actions as model
from genesys_deploy.simulate.convert import to_json
from genesys_deploy.simulate.errors import WrongAnswer
from genesys_deploy.simulate.events import DataActionAnswered, DataActionCalled
from genesys_deploy.simulate.node import Exit, Node
from genesys_deploy.simulate.requests import ActionFailed, ActionSucceeded, ActionTimedOut, CallDataAction
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.simulate.actions.table import Compile
    from genesys_deploy.simulate.compiler import Compiler
    from genesys_deploy.simulate.machine import Machine
    from genesys_deploy.simulate.operand import Operand, Sink
    from genesys_deploy.simulate.requests import Answer

__all__ = ["COMPILERS"]

_OUTCOMES: Final = MappingProxyType(
    {ActionSucceeded: "success", ActionFailed: "failure", ActionTimedOut: "timeout"}
)


@dataclass(slots=True, eq=False, repr=False)
class CallData(Node):
    category: str
    action: str
    timeout: Operand
    inputs: tuple[tuple[str, Operand], ...]
    outputs: Mapping[str, tuple[tuple[str, Sink], ...]]
    known: frozenset[str] | None
    exits: Mapping[str, Exit]

    def run(self, machine: Machine) -> CallDataAction:
        values = ((name, operand.hold(machine)) for name, operand in self.inputs)
        inputs = {name: to_json(value) for name, value in values if value is not None}
        timeout = self.timeout.read(machine)
        limit = timeout if isinstance(timeout, timedelta) else None
        machine.events.append(DataActionCalled(self.category, self.action, inputs, limit))
        return CallDataAction(self.category, self.action, inputs, limit)

    def resume(self, machine: Machine, answer: Answer) -> Node:
        outcome = _OUTCOMES.get(type(answer))
        if outcome is None:
            raise WrongAnswer(f'the call of "{self.action}" cannot be answered by {type(answer).__name__}')
        outputs: Mapping[str, object] = getattr(answer, "outputs", {})
        if outcome == "success":
            self._refuse_unknown(outputs)
        machine.events.append(
            DataActionAnswered(self.category, self.action, outcome, outputs, answer.elapsed)
        )
        for name, sink in self.outputs.get(outcome, ()):
            sink.put_json(machine, outputs.get(name), f'the output "{name}" of "{self.action}"')
        return self.exits[outcome].take(machine)

    def _refuse_unknown(self, outputs: Mapping[str, object]) -> None:
        if self.known is None or self.known.issuperset(outputs):
            return
        name = min(set(outputs) - self.known)
        raise WrongAnswer(
            f'"{self.action}" has no output "{name}"', span=self.span, hint=did_you_mean(name, self.known)
        )


def _call_data(compiler: Compiler, action: model.CallData, after: Node) -> Node:
    contract = compiler.work.library.data_actions.get(action.data_action.text)
    types = {field.name: Type.parse(field.type) for field in contract.inputs} if contract else {}
    inputs = tuple(
        (one.name, compiler.operand(one.form, types.get(one.name, UNKNOWN), action.path))
        for one in action.inputs
    )
    known = frozenset(field.name for field in contract.outputs) if contract else None
    return compiler.add(
        CallData(
            compiler.place(action),
            action.category.text,
            action.data_action.text,
            compiler.operand(action.timeout, DURATION, action.path),
            inputs,
            {
                "success": compiler.sinks(action.success_outputs),
                "failure": compiler.sinks(action.failure_outputs),
            },
            known,
            {name: compiler.exit(action, name, after) for name in _OUTCOMES.values()},
        )
    )


COMPILERS: Final[Mapping[type, Compile]] = MappingProxyType({model.CallData: _call_data})

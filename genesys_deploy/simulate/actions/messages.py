"""Actions that the customer, the agent or a user of the org notices."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.types import STRING, UNKNOWN, Type
from genesys_deploy.architect.expressions.values import Reference
from genesys_deploy.architect.flow import actions as model
from genesys_deploy.simulate.errors import WrongAnswer
from genesys_deploy.simulate.events import NotificationSent, ResponseSent, ScreenPopSet
from genesys_deploy.simulate.node import Exit, Node
from genesys_deploy.simulate.requests import ActionFailed, ActionSucceeded
from genesys_deploy.simulate.requests import SendNotification as Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.simulate.actions.table import Compile
    from genesys_deploy.simulate.compiler import Compiler
    from genesys_deploy.simulate.machine import Machine
    from genesys_deploy.simulate.operand import Operand, Sink
    from genesys_deploy.simulate.requests import Answer

__all__ = ["COMPILERS"]


@dataclass(slots=True, eq=False, repr=False)
class SendResponse(Node):
    """A text that is NOT_SET or empty is not sent. Exported flows do not write its branches."""

    body: Operand
    success: Exit | None
    after: Node

    def run(self, machine: Machine) -> Node:
        text = self.body.read(machine)
        if text is not None and text != "":
            machine.events.append(ResponseSent(str(text)))
        return self.success.take(machine) if self.success else self.after


@dataclass(slots=True, eq=False, repr=False)
class SetScreenPop(Node):
    script: str
    inputs: tuple[tuple[str, Operand], ...]
    after: Node

    def run(self, machine: Machine) -> Node:
        inputs = {name: operand.read(machine) for name, operand in self.inputs}
        machine.events.append(ScreenPopSet(self.script, inputs))
        return self.after


@dataclass(slots=True, eq=False, repr=False)
class SendNotification(Node):
    subject: Operand
    body: Operand
    users: Operand
    failure_outputs: tuple[tuple[str, Sink], ...]
    success: Exit
    failure: Exit

    def run(self, machine: Machine) -> Request:
        subject, body = _text(self.subject.read(machine)), _text(self.body.read(machine))
        users = self.users.read(machine)
        to = tuple(
            user.name or user.id
            for user in (users if isinstance(users, tuple) else ())
            if isinstance(user, Reference)
        )
        machine.events.append(NotificationSent(subject, body, to))
        return Request(subject, body, to)

    def resume(self, machine: Machine, answer: Answer) -> Node:
        match answer:
            case ActionSucceeded():
                return self.success.take(machine)
            case ActionFailed(outputs=outputs):
                for name, sink in self.failure_outputs:
                    sink.put_json(machine, outputs.get(name), f'the output "{name}" of sendNotification')
                return self.failure.take(machine)
        raise WrongAnswer(f"sendNotification cannot be answered by {type(answer).__name__}")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _send_response(compiler: Compiler, action: model.SendResponse, after: Node) -> Node:
    body = compiler.operand(action.message_body, STRING, action.path)
    success = compiler.exit(action, "success", after) if action.branch("success") else None
    return compiler.add(SendResponse(compiler.place(action), body, success, after))


def _set_screen_pop(compiler: Compiler, action: model.SetScreenPop, after: Node) -> Node:
    inputs = tuple((one.name, compiler.operand(one.form, UNKNOWN, action.path)) for one in action.inputs)
    return compiler.add(SetScreenPop(compiler.place(action), action.script.text, inputs, after))


def _send_notification(compiler: Compiler, action: model.SendNotification, after: Node) -> Node:
    return compiler.add(
        SendNotification(
            compiler.place(action),
            compiler.operand(action.subject, STRING, action.path),
            compiler.operand(action.body, STRING, action.path),
            compiler.operand(action.send_to_users, Type("user").many, action.path),
            compiler.sinks(action.failure_outputs),
            compiler.exit(action, "success", after),
            compiler.exit(action, "failure", after),
        )
    )


COMPILERS: Final[Mapping[type, Compile]] = MappingProxyType(
    {
        model.SendResponse: _send_response,
        model.SetScreenPop: _set_screen_pop,
        model.SendNotification: _send_notification,
    }
)

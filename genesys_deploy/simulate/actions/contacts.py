"""Actions on external contacts."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.types import STRING, Type
from genesys_deploy.architect.flow import actions as model
from genesys_deploy.simulate.errors import WrongAnswer
from genesys_deploy.simulate.node import Exit, Node
from genesys_deploy.simulate.requests import ContactFound, NotFound
from genesys_deploy.simulate.requests import GetExternalContact as Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.simulate.actions.table import Compile
    from genesys_deploy.simulate.compiler import Compiler
    from genesys_deploy.simulate.machine import Machine
    from genesys_deploy.simulate.operand import Operand, Sink
    from genesys_deploy.simulate.requests import Answer

__all__ = ["COMPILERS"]


@dataclass(slots=True, eq=False, repr=False)
class GetExternalContact(Node):
    wanted: Operand
    result: Sink
    found: Exit
    not_found: Exit

    def run(self, machine: Machine) -> Node | Request:
        wanted = self.wanted.read(machine)
        return self.not_found.take(machine) if wanted is None else Request(str(wanted))

    def resume(self, machine: Machine, answer: Answer) -> Node:
        match answer:
            case ContactFound(contact=contact):
                self.result.put(machine, contact)
                return self.found.take(machine)
            case NotFound():
                return self.not_found.take(machine)
        raise WrongAnswer(f"getExternalContact cannot be answered by {type(answer).__name__}")


def _get_external_contact(compiler: Compiler, action: model.GetExternalContact, after: Node) -> Node:
    return compiler.add(
        GetExternalContact(
            compiler.place(action),
            compiler.operand(action.external_id, STRING, action.path),
            compiler.sink(action.external_result, Type("externalContact")),
            compiler.exit(action, "found", after),
            compiler.exit(action, "notFound", after),
        )
    )


COMPILERS: Final[Mapping[type, Compile]] = MappingProxyType({model.GetExternalContact: _get_external_contact})

"""What the interpreter does not model: the run stops there, naming it and its line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from genesys_deploy.simulate.errors import NotSimulated
from genesys_deploy.simulate.node import Node

if TYPE_CHECKING:
    from genesys_deploy.simulate.machine import Machine
    from genesys_deploy.simulate.node import Place

__all__ = ["Unmodelled"]


class Unmodelled(Node):
    """Stands where the flow goes on in a way that is not known; `what` names it for the user."""

    __slots__ = ("hint", "what")

    def __init__(self, place: Place, what: str, hint: str | None = None) -> None:
        super().__init__(place)
        self.what = what
        self.hint = hint

    @property
    def error(self) -> NotSimulated:
        return NotSimulated(self.what, span=self.span, hint=self.hint)

    def run(self, machine: Machine) -> NoReturn:  # noqa: ARG002 - every node takes the machine
        raise self.error

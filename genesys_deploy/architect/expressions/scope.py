"""The names that an expression may use."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.built_ins import built_ins

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.expressions.types import Type

__all__ = ["Scope", "built_ins"]


def _kind_of(variables: Mapping[str, Type]) -> str | None:
    """Message variables exist in message flows alone."""
    return "inboundShortMessage" if any(name.lower().startswith("message.") for name in variables) else None


class Scope:
    """Variables by name, found without regard to case.

    An *open* scope belongs to a file whose surroundings are not known: a name that it does not hold has the type
    `unknown`, which fits everywhere, instead of being an error. `flow_kind` decides which functions there are;
    where it is not known, all of them.
    """

    __slots__ = ("_types", "flow_kind", "is_open", "variables")

    def __init__(
        self, variables: Mapping[str, Type], *, is_open: bool = False, flow_kind: str | None = None
    ) -> None:
        self.variables = MappingProxyType(dict(variables))
        self.is_open = is_open
        self.flow_kind = flow_kind or _kind_of(variables)
        self._types = {name.lower(): type_ for name, type_ in variables.items()}

    def get(self, name: str) -> Type | None:
        return self._types.get(name.lower())

    def with_variables(self, variables: Mapping[str, Type]) -> Scope:
        """This scope and more names (those of a state or a task)."""
        return Scope({**self.variables, **variables}, is_open=self.is_open, flow_kind=self.flow_kind)

"""The names that an expression may use."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.expressions.types import Type

__all__ = ["Scope", "built_ins"]


class Scope:
    """Variables by name, found without regard to case.

    An *open* scope belongs to a file whose surroundings are not known: a name that it does not hold has the type
    `unknown`, which fits everywhere, instead of being an error.
    """

    __slots__ = ("_types", "is_open", "variables")

    def __init__(self, variables: Mapping[str, Type], *, is_open: bool = False) -> None:
        self.variables = MappingProxyType(dict(variables))
        self.is_open = is_open
        self._types = {name.lower(): type_ for name, type_ in variables.items()}

    def get(self, name: str) -> Type | None:
        return self._types.get(name.lower())

    def with_variables(self, variables: Mapping[str, Type]) -> Scope:
        """This scope and more names (those of a state or a task)."""
        return Scope({**self.variables, **variables}, is_open=self.is_open)


def built_ins(flow_kind: str) -> Mapping[str, Type]:
    """The variables that every flow of a kind (`inboundShortMessage`, `workflow`, `commonModule` …) has."""
    raise NotImplementedError(flow_kind)

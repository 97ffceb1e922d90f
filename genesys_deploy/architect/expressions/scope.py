"""The names that an expression may use."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.built_ins import built_ins
from genesys_deploy.architect.expressions.types import Type

if TYPE_CHECKING:
    from collections.abc import Mapping


__all__ = ["Scope", "built_ins"]


_PROMPTS: Final = ("prompt.", "promptsystem.")
_PROMPT: Final = Type("prompt")


def _kind_of(variables: Mapping[str, Type]) -> str | None:
    """Message variables exist in message flows alone."""
    return "inboundShortMessage" if any(name.lower().startswith("message.") for name in variables) else None


class Scope:
    """Variables by name, found without regard to case.

    An *open* scope belongs to a file whose surroundings are not known: a name that it does not hold has the type
    `unknown`, which fits everywhere, instead of being an error. `flow_kind` decides which functions there are;
    where it is not known, all of them.
    """

    __slots__ = ("_types", "flow_kind", "is_open", "longest", "variables")

    def __init__(
        self, variables: Mapping[str, Type], *, is_open: bool = False, flow_kind: str | None = None
    ) -> None:
        self.variables = MappingProxyType(dict(variables))
        self.is_open = is_open
        self.flow_kind = flow_kind or _kind_of(variables)
        self.longest = max(map(len, variables), default=0)
        self._types = {name.lower(): type_ for name, type_ in variables.items()}

    def get(self, name: str) -> Type | None:
        """The type of a variable; prompts need no declaration where there is sound."""
        lower = name.lower()
        found = self._types.get(lower)
        if found is None and lower.startswith(_PROMPTS) and lower.count(".") == 1 and self._has_sound():
            return _PROMPT
        return found

    def _has_sound(self) -> bool:
        return self.flow_kind is None or self.flow_kind.lower().endswith("call")

    def with_variables(self, variables: Mapping[str, Type]) -> Scope:
        """This scope and more names (those of a state or a task)."""
        return Scope({**self.variables, **variables}, is_open=self.is_open, flow_kind=self.flow_kind)

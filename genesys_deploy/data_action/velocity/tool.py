"""The tools that the platform puts into every template by name, such as `$esc` and `$math`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from genesys_deploy.data_action.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from genesys_deploy.data_action.velocity.java_values import Value

    Macro: TypeAlias = Callable[..., Value]

__all__ = ["Tool"]


@dataclass(frozen=True, slots=True)
class Tool:
    """`macros` by name and number of arguments (-1: any number of them); `constants` are its properties.

    `assumed` names the macros that the platform documents without their exact results: what they give
    here is our reading. `open` is true for a tool that has more macros than are listed.
    """

    name: str
    macros: Mapping[str, Mapping[int, Macro]]
    constants: Mapping[str, str] = field(default_factory=dict)
    assumed: frozenset[str] = frozenset()
    open: bool = False

    def property(self, name: str) -> Value:
        if self.open and name not in self.constants:
            raise TemplateError(f"${self.name}.{name} is not modelled")
        return self.constants.get(name)

    def call(self, name: str, arguments: tuple[Value, ...]) -> Value:
        """The macro's result; None, so that the reference prints itself, where there is no such macro."""
        overloads = self.macros.get(name)
        if overloads is None:
            if self.open:
                raise TemplateError(f"${self.name}.{name} is not modelled")
            return None
        macro = overloads.get(len(arguments)) or overloads.get(-1)
        return macro(*arguments) if macro else None

    def __str__(self) -> str:
        raise TemplateError(f"${self.name} alone is no text", hint=f"it is used as ${self.name}.something(…)")

    def knows(self, name: str, arguments: Sequence[object] | None) -> bool:
        """Whether there is such a macro for so many arguments, or (without any) such a constant."""
        if arguments is None:
            return name in self.constants
        overloads = self.macros.get(name, {})
        return len(arguments) in overloads or -1 in overloads

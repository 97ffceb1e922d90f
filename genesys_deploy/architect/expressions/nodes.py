"""The parts of an expression. One tree, many visitors: checker, compiler, linter and formatter walk the same nodes.

Every node knows its `position`, the offset of its first character, operators that of their symbol.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.types import Type
    from genesys_deploy.architect.expressions.values import Value

__all__ = ["Call", "Literal", "Name", "Node", "Property", "Tree"]


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text, `true`, `false` or `NOT_SET` (of type `notSet`)."""

    value: Value
    type: Type
    position: int


@dataclass(frozen=True, slots=True)
class Name:
    """A variable as written, dots and all: how much of it is variable, how much property, only a scope knows."""

    text: str
    position: int


@dataclass(frozen=True, slots=True)
class Property:
    """A property of something that is no plain name: `FindQueue("x").id`."""

    target: Node
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function or an operator (its `name` is then the symbol; `[` is indexing, `?` the conditional)."""

    name: str
    arguments: tuple[Node, ...]
    position: int
    is_operator: bool = False


Node: TypeAlias = Literal | Name | Property | Call


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed expression. `nodes` holds every node after those it is made of, left to right; the last is `root`."""

    text: str
    nodes: tuple[Node, ...]

    @property
    def root(self) -> Node:
        return self.nodes[-1]

"""From checked nodes to nested closures, each taking the variables' values and the environment."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from genesys_deploy.architect.expressions.calls import Closure, call_closure, constant
from genesys_deploy.architect.expressions.nodes import Call, Literal, Name, Property, Tree
from genesys_deploy.architect.expressions.references import property_closure, variable_closure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from genesys_deploy.architect.expressions.checker import Checked
    from genesys_deploy.architect.expressions.environment import Environment
    from genesys_deploy.architect.expressions.values import Value

__all__ = ["NOTHING_WRAPPED", "Closure", "Wrappers", "build"]

_LEFT: Final = ""
"""The name under which a chain passes on what it has so far; no variable is called so."""
_TALL: Final = 50

Wrappers: TypeAlias = "Mapping[int, Callable[[Closure], Closure]]"
NOTHING_WRAPPED: Final[Wrappers] = MappingProxyType({})


@dataclass(slots=True)
class _Built:
    """A closure, how many calls deep it is, and the links of the chain that are evaluated before it.

    Only to the left can a tree be deeper than the parser's limit: `a + b + c + …`. There the closures are cut into
    links of bounded depth, so that no expression exhausts Python's stack.
    """

    closure: Closure
    height: int = 1
    links: list[Closure] = field(default_factory=list)

    def whole(self) -> Closure:
        return _chain([*self.links, self.closure]) if self.links else self.closure


def build(tree: Tree, checked: Checked, wrappers: Wrappers = NOTHING_WRAPPED) -> Closure:
    """One closure for the whole expression; `wrappers` take those of some nodes, by index, and give others."""
    stack: list[_Built] = []
    for index, (node, resolution) in enumerate(zip(tree.nodes, checked.resolutions, strict=True)):
        match node:
            case Literal(value=value):
                stack.append(_Built(constant(value)))
            case Name():
                stack.append(_Built(variable_closure(resolution)))
            case Property(name=name):
                stack.append(_above(stack.pop(), (), partial(property_closure, name)))
            case Call(arguments=()):
                stack.append(_Built(call_closure(node, resolution, ())))
            case Call(arguments=arguments):
                start = len(stack) - len(arguments)
                first, *rest = stack[start:]
                del stack[start:]
                make = partial(call_closure, node, resolution)
                stack.append(_above(first, rest, make))
        if index in wrappers:
            stack[-1].closure = wrappers[index](stack[-1].closure)
    return stack[-1].whole()


def _above(first: _Built, rest: Sequence[_Built], make: Callable[[Sequence[Closure]], Closure]) -> _Built:
    height = 1 + max((part.height for part in rest), default=0)
    parts = [part.whole() for part in rest]
    if first.height >= _TALL:
        return _Built(make([_left, *parts]), height, [*first.links, first.closure])
    return _Built(make([first.closure, *parts]), max(height, 1 + first.height), first.links)


def _left(values: Mapping[str, Value], _environment: Environment) -> Value:
    return values[_LEFT]


def _chain(links: Sequence[Closure]) -> Closure:
    first, *rest = links

    def evaluate(values: Mapping[str, Value], environment: Environment) -> Value:
        value = first(values, environment)
        for link in rest:
            value = link({**values, _LEFT: value}, environment)
        return value

    return evaluate

"""What of an invariant is settled before the run is over.

`Run.isNewConversation or IsNotSetOrEmpty(Before.leadId)` looks at the past alone: once that is known, only its result
counts, and runs that agree in it are in the same situation, whatever the lead's id was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.checker import Checked as Resolved
from genesys_deploy.architect.expressions.checker import Variable
from genesys_deploy.architect.expressions.closures import build
from genesys_deploy.architect.expressions.environment import Environment
from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.nodes import Call, Property, Tree
from genesys_deploy.architect.expressions.types import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from genesys_deploy.architect.expressions.closures import Closure
    from genesys_deploy.architect.expressions.compile import Expression
    from genesys_deploy.architect.expressions.values import Value

__all__ = ["Part", "parts_of"]

ENVIRONMENT = Environment()
FAILS = "(it fails)"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an invariant that reads nothing but `names`; `is_name` where it is nothing but a variable."""

    names: frozenset[str]
    closure: Closure
    is_name: bool = False

    def value(self, values: Mapping[str, Value]) -> object:
        """Its result, or a word where it has none."""
        try:
            return self.closure(values, ENVIRONMENT)
        except EvaluationError:
            return FAILS


def parts_of(expression: Expression, is_past: Callable[[str], bool]) -> Iterator[Part]:
    """The largest parts that look at the past alone."""
    nodes, resolutions = expression.tree.nodes, expression.resolutions
    spans = _spans(expression.tree)
    names = [
        {one.name for one in resolutions[first : last + 1] if isinstance(one, Variable)}
        for first, last in spans
    ]
    covered = -1
    for index in range(len(nodes) - 1, -1, -1):
        first, last = spans[index]
        if covered != -1 and first >= covered:
            continue
        if names[index] and all(map(is_past, names[index])):
            tree = Tree(expression.text, nodes[first : last + 1])
            closure = build(tree, Resolved(UNKNOWN, resolutions[first : last + 1]))
            yield Part(frozenset(names[index]), closure, first == last)
            covered = first


def _spans(tree: Tree) -> list[tuple[int, int]]:
    """For each node, the first and the last index of what it is made of."""
    spans: list[tuple[int, int]] = []
    stack: list[int] = []
    for index, node in enumerate(tree.nodes):
        count = len(node.arguments) if isinstance(node, Call) else int(isinstance(node, Property))
        first = stack[-count] if count else index
        del stack[len(stack) - count :]
        stack.append(first)
        spans.append((first, index))
    return spans

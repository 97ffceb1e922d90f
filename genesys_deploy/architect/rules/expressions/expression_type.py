"""An expression's types do not fit, with each other or with what its place asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.errors import WHOLE
from genesys_deploy.architect.expressions.nodes import Call
from genesys_deploy.architect.expressions.registry import find_function
from genesys_deploy.architect.rules.expressions.fault import described_fault
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.architect.rules.survey import described
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.expressions.nodes import Tree
    from genesys_deploy.architect.rules.survey import Compiled, Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["ExpressionType"]


class ExpressionType(Rule):
    """Functions that do not exist and properties that a type does not have are found by the same checker.

    Kinds of flow that are not modelled may have functions of their own.
    """

    id = "expression-type"
    severity = Severity.ERROR
    summary = "The types of an expression do not fit"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for used in survey.expressions:
            if used.error is not None and used.tree is not None:
                message, span = described_fault(used.error, used.source)
                unknown = None if survey.flow.is_modelled else _unknown_function(used.tree)
                if unknown:
                    yield self.finding(f"the function {unknown} is not known", span, severity=Severity.INFO)
                else:
                    yield self.finding(_asked(used) + message, span, used.error.hint)


def _unknown_function(tree: Tree) -> str | None:
    calls = (node for node in tree.nodes if isinstance(node, Call) and not node.is_operator)
    return next((call.name for call in calls if find_function(call.name) is None), None)


def _asked(used: Compiled) -> str:
    is_of_the_whole = used.error is not None and used.error.position == WHOLE
    return f"{described(used.use)}: " if is_of_the_whole else ""

"""A condition that is the same on every run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.nodes import Call, Name
from genesys_deploy.architect.flow.actions import Decision, Switch
from genesys_deploy.architect.flow.forms import Literal
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.expressions.nodes import Node
    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["ConstantCondition"]

_OPERATORS: Final = frozenset(
    {"==", "!=", "<", "<=", ">", ">=", "and", "or", "!", "+", "-", "*", "/", "%", "&", "|"}
)


class ConstantCondition(Rule):
    """Only literals and operators are constant: a function may ask for the time, or for an object of the org."""

    id = "constant-condition"
    severity = Severity.WARNING
    summary = "A condition uses no variable, so that it is the same on every run"

    def check(self, survey: Survey) -> Iterator[Finding]:
        constant = {
            id(used.source) for used in survey.expressions if used.tree and _is_constant(used.tree.nodes)
        }
        for use in survey.uses:
            action = use.action
            is_condition = isinstance(action, Decision) or (
                isinstance(action, Switch) and action.cases.type is None
            )
            if is_condition and action and (isinstance(use.form, Literal) or id(use.form) in constant):
                message = f'{action.kind} "{action.name}" goes the same way on every run'
                yield self.finding(
                    message, use.form.span, "let it depend on something, or write the one way only"
                )


def _is_constant(nodes: tuple[Node, ...]) -> bool:
    return not any(
        isinstance(node, Name) or (isinstance(node, Call) and node.name.lower() not in _OPERATORS)
        for node in nodes
    )

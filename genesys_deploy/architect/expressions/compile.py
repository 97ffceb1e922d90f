"""From the text of an expression to something that can be evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from genesys_deploy.architect.expressions.environment import Environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.expressions.scope import Scope
    from genesys_deploy.architect.expressions.types import Type
    from genesys_deploy.architect.expressions.values import Value

__all__ = ["Expression", "compile_expression"]

_PLAIN = Environment()


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked expression. `cast` names the conversion that the target type added; `variables` are lower case."""

    text: str
    type: Type
    cast: str | None
    variables: frozenset[str]
    node: Any

    def evaluate(self, values: Mapping[str, Value], environment: Environment = _PLAIN) -> Value:
        """The value, given those of the variables by lower-case name.

        Raises:
            EvaluationError: these values have no result.
        """
        raise NotImplementedError


def compile_expression(text: str, scope: Scope, target: Type | None = None) -> Expression:
    """Parse and check `text`; `target` is the type that the place asks for.

    Raises:
        ExpressionError: it does not parse, or its types do not fit.
    """
    raise NotImplementedError

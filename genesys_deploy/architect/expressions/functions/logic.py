"""Conditions; only the side that is taken is evaluated."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any, Final

from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.signatures import Function, Lazy

__all__ = ["FUNCTIONS", "OPERATORS"]

Closure = Callable[[Any, Any], Any]


def _choose(parts: Sequence[Closure]) -> Closure:
    """Only *true* takes the first side; *false* and NOT_SET take the other."""
    condition, chosen, other = parts

    def evaluate(values: Any, environment: Any) -> Any:
        answer = condition(values, environment)
        if answer is True:
            return chosen(values, environment)
        if answer is False or answer is None:
            return other(values, environment)
        raise EvaluationError("the condition is no Boolean")

    return evaluate


def _boolean(value: Any, symbol: str) -> bool:
    if isinstance(value, bool):
        return value
    if value is None:
        raise EvaluationError(f'"{symbol}" cannot decide on NOT_SET', hint="test it with IsSet first")
    raise EvaluationError(f'"{symbol}" takes Booleans')


def _and(parts: Sequence[Closure]) -> Closure:
    left, right = parts

    def evaluate(values: Any, environment: Any) -> bool:
        return _boolean(left(values, environment), "and") and _boolean(right(values, environment), "and")

    return evaluate


def _or(parts: Sequence[Closure]) -> Closure:
    left, right = parts

    def evaluate(values: Any, environment: Any) -> bool:
        return _boolean(left(values, environment), "or") or _boolean(right(values, environment), "or")

    return evaluate


def _conditional(name: str) -> Function:
    return Function(
        name,
        {
            "condition: boolean?, trueValue: any?, falseValue: any? -> any": Lazy(_choose),
            "condition: boolean?, trueValue: anyCollection, falseValue: anyCollection -> anyCollection": Lazy(
                _choose
            ),
            "condition: boolean?, trueValueAudio: audio, falseValueAudio: audio -> audio": None,
        },
    )


FUNCTIONS: Final = (_conditional("If"),)
OPERATORS: Final = {
    ("?", 3): _conditional("?"),
    ("and", 2): Function("and", {"boolean, boolean -> boolean": Lazy(_and)}),
    ("or", 2): Function("or", {"boolean, boolean -> boolean": Lazy(_or)}),
    ("!", 1): Function("!", {"boolean -> boolean": operator.not_}),
}

"""Every function and operator of the language, by name without regard to case."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.functions import FAMILIES

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.signatures import Function

__all__ = ["find_function", "find_operator", "function_names", "functions"]


@cache
def functions() -> dict[str, Function]:
    """All that are called by name; keys are lower case."""
    return {function.name.lower(): function for family in FAMILIES for function in family.FUNCTIONS}


@cache
def _operators() -> dict[tuple[str, int], Function]:
    return {
        key: function for family in FAMILIES for key, function in getattr(family, "OPERATORS", {}).items()
    }


def find_function(name: str) -> Function | None:
    return functions().get(name.lower())


def find_operator(symbol: str, arity: int) -> Function:
    return _operators()[symbol, arity]


def function_names() -> tuple[str, ...]:
    return tuple(function.name for function in functions().values())

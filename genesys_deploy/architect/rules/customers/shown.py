"""Which variables of an expression can be read off its result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.expressions.nodes import Call, Name, Property

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.expressions.nodes import Node

__all__ = ["shown_names"]

_TELLS_LITTLE: Final = frozenset(
    {
        "==", "!=", "<", "<=", ">", ">=", "and", "or", "!",
        "areequal", "compare", "contains", "count", "datetimediff", "endswith", "findfirst", "findstring",
        "isjsonobject", "isnotsetorempty", "isset", "length", "startswith",
    }
)  # fmt: skip
_CHOOSES: Final = frozenset({"if", "?"})


def shown_names(root: Node) -> Iterator[Name]:
    """Names whose value is part of the result: not those that are only compared, counted or asked for."""
    waiting = [root]
    while waiting:
        match waiting.pop():
            case Name() as name:
                yield name
            case Property(target=target):
                waiting.append(target)
            case Call(name=function, arguments=arguments) if function.lower() not in _TELLS_LITTLE:
                first = 1 if function.lower() in _CHOOSES else 0
                waiting += reversed(arguments[first:])

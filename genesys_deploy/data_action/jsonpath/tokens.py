"""A JSONPath as its steps, in the dialect of Jayway JsonPath."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import re
    from decimal import Decimal

__all__ = [
    "And", "Comparison", "Condition", "Exists", "Filter", "FilterPath", "Function", "Indexes", "JsonLiteral", "Names",
    "Negation", "Operand", "Or", "Path", "Scalar", "Scan", "Slice", "Token", "Wildcard",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """`.name`, `['name']` or `['one','two']`."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indexes:
    """`[0]`, `[-1]` or `[0,2]`."""

    indexes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """`[first:last]`, one of them may be missing."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """`*` or `[*]`."""


@dataclass(frozen=True, slots=True)
class Scan:
    """`..`: what follows, at any depth."""


@dataclass(frozen=True, slots=True)
class Filter:
    """`[?(…)]`."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Function:
    """`.name(…)`; a parameter is a path from the document's root, or JSON."""

    name: str
    parameters: tuple[Path | JsonLiteral, ...] = ()


@dataclass(frozen=True, slots=True)
class JsonLiteral:
    value: Any


@dataclass(frozen=True, slots=True)
class Scalar:
    """A literal of a filter: a text, a number, a truth, null, or the pattern of `=~`."""

    value: str | Decimal | bool | re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class FilterPath:
    """A path within a filter: from the item (`@`) or from the document (`$`)."""

    path: Path
    from_root: bool


Operand: TypeAlias = Scalar | JsonLiteral | FilterPath


@dataclass(frozen=True, slots=True)
class Comparison:
    left: Operand
    operator: str
    right: Operand


@dataclass(frozen=True, slots=True)
class Exists:
    path: FilterPath
    wanted: bool


@dataclass(frozen=True, slots=True)
class Negation:
    operand: Condition


@dataclass(frozen=True, slots=True)
class And:
    operands: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    operands: tuple[Condition, ...]


Condition: TypeAlias = Comparison | Exists | Negation | And | Or
Token: TypeAlias = Names | Indexes | Slice | Wildcard | Scan | Filter | Function


@dataclass(frozen=True, slots=True)
class Path:
    """`definite` paths give one value, others a list.

    `upstream_definite` says of each step whether all before it are definite; `steps` are the names and
    indexes of a path that has nothing else.
    """

    text: str
    tokens: tuple[Token, ...]
    definite: bool = field(init=False)
    upstream_definite: tuple[bool, ...] = field(init=False, repr=False)
    steps: tuple[str | int, ...] | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        last = len(self.tokens) - 1
        flags = [_is_definite(token, last=n == last) for n, token in enumerate(self.tokens)]
        object.__setattr__(self, "definite", all(flags))
        object.__setattr__(self, "upstream_definite", tuple(all(flags[:n]) for n in range(len(flags))))
        object.__setattr__(self, "steps", _plain_steps(self.tokens))


def _is_definite(token: Token, *, last: bool) -> bool:
    """Whether the step leads to one place at most; several names are merged into one object at the end."""
    match token:
        case Names(names=several) | Indexes(indexes=several) if len(several) > 1:
            return isinstance(token, Names) and last
        case Names() | Indexes() | Function():
            return True
        case _:
            return False


def _plain_steps(tokens: tuple[Token, ...]) -> tuple[str | int, ...] | None:
    steps: list[str | int] = []
    for token in tokens:
        match token:
            case Names(names=(name,)):
                steps.append(name)
            case Indexes(indexes=(index,)):
                steps.append(index)
            case _:
                return None
    return tuple(steps)

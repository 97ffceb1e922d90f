"""A Velocity template as a tree: what it prints and what it computes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Binary", "Block", "Break", "Call", "Expression", "ForEach", "Group", "If", "Index", "ListOf", "Literal", "MapOf",
    "Node", "Not", "Part", "Property", "Quoted", "Range", "Reference", "Set", "Step", "Stop", "Text", "UnknownDirective",
    "walk",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True)
class Property:
    name: str


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Expression, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Index:
    argument: Expression
    offset: int


Step: TypeAlias = Property | Call | Index


@dataclass(frozen=True, slots=True)
class Reference:
    """`literal` is how it is written, and what it prints where it has no value; `quiet` (`$!`) prints nothing then.

    `backslashes` stand before it: an odd number keeps the reference from being evaluated.
    """

    literal: str
    name: str
    steps: tuple[Step, ...]
    quiet: bool
    backslashes: int
    offset: int

    @property
    def is_bare(self) -> bool:
        """Whether it is written as `$name`, without braces and exclamation mark."""
        return self.literal[1:2] not in {"!", "{"}

    @property
    def path(self) -> str:
        """The dotted name as far as it has no calls: "input.customerId"."""
        names = [self.name]
        for step in self.steps:
            if not isinstance(step, Property):
                break
            names.append(step.name)
        return ".".join(names)


@dataclass(frozen=True, slots=True)
class If:
    """The first branch whose condition holds; `otherwise` where none does."""

    branches: tuple[tuple[Expression, Block], ...]
    otherwise: Block


@dataclass(frozen=True, slots=True)
class Set:
    target: Reference
    value: Expression


@dataclass(frozen=True, slots=True)
class ForEach:
    variable: str
    source: Expression
    body: Block


@dataclass(frozen=True, slots=True)
class Break:
    """Ends the loop; outside of one, the template."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Ends the template."""


@dataclass(frozen=True, slots=True)
class UnknownDirective:
    """`#name(…)` that Velocity does not know: it prints itself."""

    name: str
    literal: str
    offset: int


@dataclass(frozen=True, slots=True)
class Literal:
    value: str | int | float | bool


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text in double quotes that holds references or directives."""

    body: Block


@dataclass(frozen=True, slots=True)
class ListOf:
    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class MapOf:
    entries: tuple[tuple[Expression, Expression], ...]


@dataclass(frozen=True, slots=True)
class Range:
    first: Expression
    last: Expression


@dataclass(frozen=True, slots=True)
class Not:
    operand: Expression


@dataclass(frozen=True, slots=True)
class Group:
    inner: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    left: Expression
    right: Expression


Expression: TypeAlias = Reference | Literal | Quoted | ListOf | MapOf | Range | Not | Group | Binary
Node: TypeAlias = Text | Reference | If | Set | ForEach | Break | Stop | UnknownDirective
Block: TypeAlias = tuple[Node, ...]
Part: TypeAlias = Node | Expression | Step


def walk(part: Part) -> Iterator[Part]:
    """The part and everything under it, in the order of the text."""
    yield part
    for child in _children(part):
        yield from walk(child)


def _children(part: Part) -> Iterator[Part]:  # noqa: C901 - one case for each kind of part
    match part:
        case Reference(steps=steps):
            yield from steps
        case Call(arguments=parts) | ListOf(items=parts):
            yield from parts
        case Index(argument=inner) | Not(operand=inner) | Group(inner=inner):
            yield inner
        case If(branches=branches, otherwise=otherwise):
            for condition, body in branches:
                yield condition
                yield from body
            yield from otherwise
        case (
            Set(target=first, value=second)
            | Binary(left=first, right=second)
            | Range(first=first, last=second)
        ):
            yield first
            yield second
        case ForEach(source=source, body=body):
            yield source
            yield from body
        case Quoted(body=body):
            yield from body
        case MapOf(entries=entries):
            for key, value in entries:
                yield key
                yield value
        case _:
            return

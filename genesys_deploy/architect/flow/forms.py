"""The ways in which flow YAML gives a value: `lit`, `exp`, `var`, `noValue`; and the small things made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from genesys_deploy.source.document import plain

if TYPE_CHECKING:
    from genesys_deploy.architect.expressions.types import Type
    from genesys_deploy.source.document import Node, Plain
    from genesys_deploy.source.span import Span

__all__ = [
    "Argument",
    "Attribute",
    "Expr",
    "Form",
    "Literal",
    "NoValue",
    "Ref",
    "Statement",
    "Var",
    "Word",
]


@dataclass(frozen=True, slots=True)
class Literal:
    """`lit:`; the node may be a scalar, a network object (`name:`), a duration (`minutes:`) or a list."""

    node: Node
    span: Span

    @property
    def value(self) -> Plain:
        return plain(self.node)


@dataclass(frozen=True, slots=True)
class Expr:
    """`exp:`; the span is that of the expression's own text."""

    text: str
    span: Span
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Var:
    """A variable that receives an output: `var: Flow.x`, or the bare `variable: Flow.x` of a statement."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class NoValue:
    """The platform's default handling; `written` is false where the flow leaves the property out."""

    span: Span
    written: bool = True


Form: TypeAlias = Literal | Expr | Var | NoValue


@dataclass(frozen=True, slots=True)
class Word:
    """A bare text: a key that is a name, or a property that takes no expression."""

    text: str
    span: Span

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference such as `/inboundShortMessage/tasks/task[Resolve_12]`: `kind` task, `ref_id` Resolve_12.

    Both are empty where the text has another form.
    """

    text: str
    kind: str
    ref_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class Argument:
    """A named input (`form` gives the value) or output (`form` is a `Var` or `NoValue`)."""

    name: str
    form: Form
    span: Span


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of participant or conversation data; `form` is the value to set, or the `Var` to read into."""

    name: Form
    form: Form
    span: Span


@dataclass(frozen=True, slots=True)
class Statement:
    """One assignment of an `updateData`."""

    type: Type
    variable: Var
    value: Form
    span: Span

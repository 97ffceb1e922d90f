"""Invariants as people declare them: expressions of the Architect language over what a run did."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.compile import Expression, compile_expression
from genesys_deploy.architect.expressions.errors import ExpressionError
from genesys_deploy.architect.expressions.scope import Scope
from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.source.decode import decode_or_raise
from genesys_deploy.source.errors import SourceProblems
from genesys_deploy.source.finding import Finding, Severity
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.span import Span
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["GENERAL", "Checked", "Invariant", "compile_invariants", "read_invariants"]

RULE = "bad-invariant"
BOOLEAN = Type.parse("boolean")
_NAME = re.compile(r"\b(Data|Before|Called|Answer|Settings)\.[A-Za-z_][\w.]*")
RUN: Mapping[str, str] = {
    "Run.ending": "string",
    "Run.queue": "string",
    "Run.priority": "integer",
    "Run.isNewConversation": "boolean",
    "Run.authenticated": "boolean",
    "Run.errors": "integer",
    "Run.said": "integer",
    "Run.actions": "integer",
    "Run.waitedSeconds": "decimal",
}


@dataclass(frozen=True, slots=True)
class Invariant:
    """`always` must be true at the end of every run."""

    name: str
    always: str
    span: Span
    why: str = ""


@dataclass(frozen=True, slots=True)
class InvariantFile:
    invariants: tuple[Invariant, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """An invariant that says something about this flow; `reads` are its variables in lower case."""

    invariant: Invariant
    expression: Expression

    @property
    def reads(self) -> frozenset[str]:
        return self.expression.variables


GENERAL = (
    Invariant(
        "Every run ends in a queue, a disconnection or the end of a workflow",
        'Run.ending != "error"',
        Span.whole("(general)"),
    ),
    Invariant("No answer makes an expression fail", "Run.errors == 0", Span.whole("(general)")),
)
"""What is asked of a flow for which nobody declared anything."""


def read_invariants(text: str, file: str) -> tuple[Invariant, ...]:
    """Read a file of invariants.

    Raises:
        SourceProblems: everything that is wrong with it.
    """
    document = read_yaml(text, IdentityMap(file))
    if document.findings:
        raise SourceProblems(document.findings)
    return decode_or_raise(InvariantFile, document.root).invariants


def compile_invariants(
    invariants: Iterable[Invariant], known: Mapping[str, Type]
) -> tuple[tuple[Checked, ...], tuple[Invariant, ...]]:
    """Those that speak of this flow, and those that speak of something that it has not.

    Raises:
        SourceProblems: an expression is wrong.
    """
    types = {name: Type.parse(word) for name, word in RUN.items()} | dict(known)
    there = {name.lower() for name in types}
    checked: list[Checked] = []
    foreign: list[Invariant] = []
    problems: list[Finding] = []
    for one in invariants:
        if all(name.lower() in there for name in _names(one.always)):
            try:
                checked.append(Checked(one, compile_expression(one.always, Scope(types), BOOLEAN)))
            except ExpressionError as error:
                message = f'"{one.name}": {error.message}\n{error.caret()}'
                problems.append(Finding(RULE, Severity.ERROR, message, one.span, error.hint))
        else:
            foreign.append(one)
    if problems:
        raise SourceProblems(problems)
    return tuple(checked), tuple(foreign)


def _names(text: str) -> Iterator[str]:
    return (match[0] for match in _NAME.finditer(text))

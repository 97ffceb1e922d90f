"""What is to be said about one JSONPath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.data_action.errors import PathError
from genesys_deploy.data_action.jsonpath.compiler import compile_path
from genesys_deploy.data_action.jsonpath.filters import NEVER_HOLDS
from genesys_deploy.data_action.jsonpath.tokens import (
    And,
    Comparison,
    Condition,
    Exists,
    Filter,
    FilterPath,
    Indexes,
    Names,
    Negation,
    Or,
    Path,
    Scan,
    Wildcard,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.data_action.checks.places import Places
    from genesys_deploy.source.finding import Finding

__all__ = ["check_path"]

_GLUED = ("&&", "||")


def check_path(text: str, place: tuple[str, ...], places: Places) -> Iterator[Finding]:
    try:
        path = compile_path(text)
    except PathError as error:
        yield places.error("path-syntax", error.message, place, error.hint, error.offset)
        return
    if text.startswith("."):
        message = f'{text} is read as "$.{text}", which looks at every depth'
        yield places.warning("path-scan", message, place, f"write ${text}")
    if _varies(path):
        message = f"{text}: versions of Jayway JsonPath disagree on a step behind this scan"
        yield places.warning("path-varies", message, place, "name what is looked for")
    for comparison in _comparisons(path):
        if comparison.operator in NEVER_HOLDS:
            message = f'{text}: "{comparison.operator}" never holds in a written path'
            yield places.error("path-operator", message, place, 'use "anyof", "subsetof" or "contains"')
    for name in _names(path):
        if any(operator in name for operator in _GLUED):
            message = f'{text}: Jayway reads "{name}" as one name'
            yield places.error("path-operator", message, place, "put blanks around && and ||")


def _varies(path: Path) -> bool:
    """Since 2.7 a scan tries the step behind `..[n]` and `..*` at every item of an array."""
    pairs = zip(path.tokens, path.tokens[1:-1], strict=False)
    return any(isinstance(one, Scan) and isinstance(two, Indexes | Wildcard) for one, two in pairs)


def _conditions(path: Path) -> Iterator[Condition]:
    for token in path.tokens:
        if isinstance(token, Filter):
            yield from _with_parts(token.condition)


def _with_parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    match condition:
        case And(operands=operands) | Or(operands=operands):
            for operand in operands:
                yield from _with_parts(operand)
        case Negation(operand=operand):
            yield from _with_parts(operand)


def _paths(path: Path) -> Iterator[Path]:
    """The path, and those within its filters."""
    yield path
    for condition in _conditions(path):
        match condition:
            case Comparison(left=left, right=right):
                inner = [side for side in (left, right) if isinstance(side, FilterPath)]
            case Exists(path=one):
                inner = [one]
            case _:
                inner = []
        for side in inner:
            yield from _paths(side.path)


def _comparisons(path: Path) -> Iterator[Comparison]:
    for one in _paths(path):
        yield from (condition for condition in _conditions(one) if isinstance(condition, Comparison))


def _names(path: Path) -> Iterator[str]:
    for one in _paths(path):
        for token in one.tokens:
            if isinstance(token, Names):
                yield from token.names

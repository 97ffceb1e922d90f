"""Who reads and who writes which variable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.forms import NoValue, Var
from genesys_deploy.architect.rules.variable_name import possible_variables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.model import Flow, Section, Variable
    from genesys_deploy.architect.rules.survey import Survey

__all__ = ["Usage", "usages"]

_CALLED: Final = frozenset({"workflow", "commonModule", "bot", "botFlow", "digitalBot", "workitem"})
"""Kinds of flow that something else starts, with inputs."""


@dataclass(frozen=True, slots=True)
class Usage:
    """A declared variable: read in the flow or by its caller, assigned by an action, given a value from the start."""

    variable: Variable
    is_read: bool
    is_assigned: bool
    is_given: bool


def usages(survey: Survey) -> tuple[Usage, ...]:
    """For every declared variable of which the file tells whether a caller uses it too."""
    reads = set(_reads(survey))
    writes = set(_writes(survey))
    return tuple(
        Usage(
            variable,
            is_read=variable.is_output or (variable.name.lower(), _path(section)) in reads,
            is_assigned=(variable.name.lower(), _path(section)) in writes,
            is_given=_is_given(variable),
        )
        for variable, section in survey.variables
        if variable.is_flagged or not _has_caller(survey.flow, section)
    )


def _has_caller(flow: Flow, section: Section | None) -> bool:
    """Whether a variable of this scope can be an input or output at all."""
    return flow.kind in _CALLED if section is None else section.kind == "task"


def _reads(survey: Survey) -> Iterator[tuple[str, str]]:
    for used in survey.expressions:
        for name in used.names:
            yield from _owners(name, used.use.section)


def _writes(survey: Survey) -> Iterator[tuple[str, str]]:
    for use in survey.uses:
        if isinstance(use.form, Var) and not use.given:
            yield from _owners(use.form.name.lower(), use.section)


def _owners(name: str, section: Section | None) -> Iterator[tuple[str, str]]:
    """A name that a part uses may be the part's own or the whole flow's, and hold the name before a property."""
    for variable in possible_variables(name):
        yield variable, ""
        yield variable, _path(section)


def _is_given(variable: Variable) -> bool:
    # A collection without a value is empty, which is a value: it can be read and added to.
    return variable.is_input or variable.type.collection or not isinstance(variable.initial, NoValue)


def _path(section: Section | None) -> str:
    return section.path if section else ""

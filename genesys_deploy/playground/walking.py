"""The steps of a run, each with what happened in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from genesys_deploy.playground.notes import note_of
from genesys_deploy.simulate import events as event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from genesys_deploy.playground.notes import Note

__all__ = ["MOST_STEPS", "Walked", "walk"]

MOST_STEPS: Final = 1_000
"""A flow in a circle runs ten thousand; a page of so many lines would help nobody."""


@dataclass(slots=True)
class Walked:
    """One action that was executed; `here` where it is in the flow itself, not in a module. `branches` were taken."""

    path: str
    name: str
    kind: str
    place: str
    section: str
    here: bool
    branches: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def walk(stream: Iterable[event.Event], flow: str) -> tuple[tuple[Walked, ...], int]:
    """The steps, of too many the first and last ones, and how many are left out between them."""
    steps = _steps(stream, flow)
    left_out = max(0, len(steps) - MOST_STEPS)
    half = MOST_STEPS // 2
    return (tuple(steps) if not left_out else (*steps[:half], *steps[-half:])), left_out


def _steps(stream: Iterable[event.Event], flow: str) -> list[Walked]:
    steps: list[Walked] = []
    sections = [""]
    for one in stream:
        match one:
            case event.StateEntered():
                sections = [one.name]
            case event.TaskEntered():
                sections.append(one.name)
            case event.TaskLeft():
                sections = sections[:-1] or [""]
            case event.ActionEntered():
                here = one.flow in {"", flow}
                steps.append(Walked(one.path, one.name, one.kind, str(one.span), sections[-1], here))
            case event.BranchTaken() if steps:
                _owner(steps, one.path).branches.append(one.branch)
            case _ if steps and (note := note_of(one)) is not None:
                steps[-1].notes.append(note)
    return steps


def _owner(steps: list[Walked], path: str) -> Walked:
    """The step that a branch belongs to; a loop's comes back to it after others."""
    return next((step for step in reversed(steps) if step.path == path), steps[-1])

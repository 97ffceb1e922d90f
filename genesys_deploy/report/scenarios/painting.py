"""The flows that scenarios ran, each with its coverage as paint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.uses import every_action
from genesys_deploy.report.picture.paint import Paint
from genesys_deploy.simulate.scenario.coverage import Unit, UnitKind, branches_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.simulate.program import Program
    from genesys_deploy.simulate.scenario.coverage import Coverage
    from genesys_deploy.simulate.scenario.runner import ScenarioResult

__all__ = ["PaintedFlow", "Part", "painted_flows"]


@dataclass(frozen=True, slots=True)
class Part:
    """A state or task, and what there is in it to be run."""

    name: str
    units: frozenset[Unit]


@dataclass(frozen=True, slots=True)
class PaintedFlow:
    flow: Flow
    paint: Paint
    parts: tuple[Part, ...]


def painted_flows(results: Sequence[ScenarioResult], coverage: Coverage) -> tuple[PaintedFlow, ...]:
    """Each flow once, by name: of its renderings under other settings the one with the most actions."""
    return tuple(_painted(program, coverage) for program in _fullest(results))


def _fullest(results: Iterable[ScenarioResult]) -> Iterator[Program]:
    programs: dict[str, dict[int, Program]] = {}
    for result in results:
        program = result.subject.program
        programs.setdefault(program.flow.name.text, {})[id(program)] = program
    for renderings in programs.values():
        yield max(renderings.values(), key=_size)


def _size(program: Program) -> int:
    return sum(1 for _ in every_action(program.flow))


def _painted(program: Program, coverage: Coverage) -> PaintedFlow:
    flow = program.flow
    sides = _sides(program, coverage)
    actions = {action.path: Unit.of(action) for _, action in every_action(flow)}
    branches = {
        (action.path, branch): Unit.of(action, branch)
        for _, action in every_action(flow)
        for branch in branches_of(action, flow)
    }
    paint = Paint(
        {path: unit in coverage.run for path, unit in actions.items()},
        {way: unit in coverage.run for way, unit in branches.items()},
        {path for path, units in sides.items() if not units <= coverage.run},
    )
    parts: dict[str, set[Unit]] = {}
    for section, action in every_action(flow):
        units = parts.setdefault(section.name, set())
        units |= {actions[action.path], *sides.get(action.path, ())}
        units |= {branches[action.path, branch] for branch in branches_of(action, flow)}
    return PaintedFlow(flow, paint, tuple(Part(name, frozenset(units)) for name, units in parts.items()))


def _sides(program: Program, coverage: Coverage) -> Mapping[str, AbstractSet[Unit]]:
    """The sides of the conditions in an action's expressions, by its path."""
    at_place: dict[tuple[str, int], set[Unit]] = {}
    for unit in coverage.units:
        if unit.kind is UnitKind.SIDE:
            at_place.setdefault((unit.file, unit.line), set()).add(unit)
    sides: dict[str, set[Unit]] = {}
    for one in program.watched:
        place = one.span.file, one.span.start.line
        sides.setdefault(one.path, set()).update(at_place.get(place, ()))
    return sides

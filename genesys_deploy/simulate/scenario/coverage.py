"""Which actions and branches of the flows the scenarios went through, and which way the conditions went.

The same flow under other settings is another rendering of the same templates, so what counts is the place in the
template: an action is known by the line it stands in and its name, a condition by its turn in the expression at its place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import TransferToAcd
from genesys_deploy.architect.flow.control_flow import branch_names
from genesys_deploy.architect.flow.uses import every_action
from genesys_deploy.simulate.events import ActionEntered, BranchTaken, ConditionsDecided, FlowStarted
from genesys_deploy.source.project import BELOW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.simulate.program import Program
    from genesys_deploy.simulate.run import Run
    from genesys_deploy.simulate.scenario.model import Unreachable
    from genesys_deploy.simulate.scenario.runner import ScenarioResult
    from genesys_deploy.source.span import Position, Span

__all__ = ["Coverage", "Unit", "UnitKind", "branches_of", "measure"]


class UnitKind(StrEnum):
    ACTION = "action"
    BRANCH = "branch"
    SIDE = "side"


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """An action, one of its branches, or one side of a condition within an expression."""

    file: str
    line: int
    name: str
    branch: str = ""
    side: str = ""

    @classmethod
    def of(cls, action: Action, branch: str = "") -> Unit:
        return cls(action.span.file, action.span.start.line, action.name or action.kind, branch)

    @classmethod
    def of_side(cls, span: Span, condition: str, value: bool) -> Unit:
        return cls(span.file, span.start.line, condition, side="true" if value else "false")

    @property
    def kind(self) -> UnitKind:
        if self.side:
            return UnitKind.SIDE
        return UnitKind.BRANCH if self.branch else UnitKind.ACTION

    @property
    def words(self) -> str:
        """What it is, without the place."""
        if self.side:
            return f"{self.name} is {self.side}"
        return f"{self.name} → {self.branch}" if self.branch else self.name

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.words}"

    @property
    def what(self) -> str:
        """What scenario files call it, in whichever layer of a project its file is."""
        return f"{self.file.removeprefix(f'{BELOW}/')}: {self.words}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Everything there is to be run, and what of it was.

    `unreachable` is what scenario files say that no message can go through, with the reason; `reached` is what of
    that was run all the same.
    """

    units: frozenset[Unit]
    run: frozenset[Unit]
    unreachable: Mapping[Unit, str] = field(default_factory=dict)
    reached: tuple[Unit, ...] = ()

    @property
    def missed(self) -> tuple[Unit, ...]:
        return tuple(sorted(self.units - self.run))

    def share(self, kind: UnitKind) -> tuple[int, int]:
        """How many of a kind were run, and how many there are."""
        there = {unit for unit in self.units if unit.kind is kind}
        return len(there & self.run), len(there)

    @property
    def percent(self) -> float:
        return 100 * len(self.run & self.units) / len(self.units) if self.units else 100.0


def measure(results: Iterable[ScenarioResult], unreachable: Iterable[Unreachable] = ()) -> Coverage:
    """The coverage of all results together, without what is said to be unreachable."""
    units: set[Unit] = set()
    run: set[Unit] = set()
    actions: dict[int, dict[str, Action]] = {}
    conditions = _Conditions()
    for result in results:
        program = result.subject.program
        flow = program.flow
        if id(flow) not in actions:
            units |= {*_units(flow), *conditions.of(program)}
            actions[id(flow)] = {action.path: action for _, action in every_action(flow)}
        for message in result.messages:
            if message.run is not None:
                run |= set(_units_run(message.run, actions[id(flow)]))
                run |= set(conditions.decided(message.run))
    reasons = {one.what: one.why for one in unreachable}
    excused = {unit: why for unit in sorted(units) if (why := reasons.get(unit.what))}
    reached = tuple(unit for unit in excused if unit in run)
    return Coverage(frozenset(units - excused.keys()), frozenset(run), excused, reached)


def _units(flow: Flow) -> Iterator[Unit]:
    for _, action in every_action(flow):
        yield Unit.of(action)
        for branch in branches_of(action, flow):
            yield Unit.of(action, branch)


def branches_of(action: Action, flow: Flow) -> tuple[str, ...]:
    """The branches that scenarios should take."""
    # In a message flow a transfer has no failure output, unless one is written.
    if isinstance(action, TransferToAcd) and not action.branches:
        return ()
    return branch_names(action, flow)


def _units_run(run: Run, actions: dict[str, Action]) -> Iterator[Unit]:
    own = next(event.name for event in run.events if isinstance(event, FlowStarted))
    for event in run.events:
        match event:
            case ActionEntered(path=path, flow=flow) if flow == own and path in actions:
                yield Unit.of(actions[path])
            case BranchTaken(path=path, branch=branch, flow=flow) if flow == own and path in actions:
                yield Unit.of(actions[path], branch)


class _Conditions:
    """Settings may change a condition's text; it is called as where it was met first."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, Position, int], str] = {}
        self._names: dict[tuple[Span, str], str] = {}

    def of(self, program: Program) -> Iterator[Unit]:
        for expression in program.watched:
            span = expression.span
            for number, text in enumerate(expression.conditions):
                name = self._first.setdefault((span.file, span.start, number), text)
                self._names[span, text] = name
                yield from (Unit.of_side(span, name, value) for value in (True, False))

    def decided(self, run: Run) -> Iterator[Unit]:
        for event in run.events:
            if isinstance(event, ConditionsDecided):
                for text, value in event.decided:
                    yield Unit.of_side(event.span, self._names[event.span, text], value)

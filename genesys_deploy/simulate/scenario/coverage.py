"""Which actions and branches of the flows the scenarios went through.

The same flow under other settings is another rendering of the same templates, so what counts is the place in the
template: an action is known by the line it stands in and its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import TransferToAcd
from genesys_deploy.architect.flow.control_flow import branch_names
from genesys_deploy.architect.flow.uses import every_action
from genesys_deploy.simulate.events import ActionEntered, BranchTaken, FlowStarted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.simulate.run import Run
    from genesys_deploy.simulate.scenario.runner import ScenarioResult

__all__ = ["Coverage", "Unit", "measure"]


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """An action, or one of its branches."""

    file: str
    line: int
    name: str
    branch: str = ""

    @classmethod
    def of(cls, action: Action, branch: str = "") -> Unit:
        return cls(action.span.file, action.span.start.line, action.name or action.kind, branch)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.name}{f' → {self.branch}' if self.branch else ''}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Everything there is, and what of it was run."""

    units: frozenset[Unit]
    run: frozenset[Unit]

    @property
    def missed(self) -> tuple[Unit, ...]:
        return tuple(sorted(self.units - self.run))

    def share(self, *, branches: bool) -> tuple[int, int]:
        """How many actions (or branches) were run, and how many there are."""
        there = {unit for unit in self.units if bool(unit.branch) is branches}
        return len(there & self.run), len(there)

    @property
    def percent(self) -> float:
        return 100 * len(self.run & self.units) / len(self.units) if self.units else 100.0


def measure(results: Iterable[ScenarioResult]) -> Coverage:
    """The coverage of all results together."""
    flows: dict[int, Flow] = {}
    run: set[Unit] = set()
    actions: dict[int, dict[str, Action]] = {}
    for result in results:
        flow = result.subject.program.flow
        if id(flow) not in flows:
            flows[id(flow)] = flow
            actions[id(flow)] = {action.path: action for _, action in every_action(flow)}
        for message in result.messages:
            if message.run is not None:
                run |= set(_units_run(message.run, actions[id(flow)]))
    return Coverage(frozenset(unit for flow in flows.values() for unit in _units(flow)), frozenset(run))


def _units(flow: Flow) -> Iterator[Unit]:
    for _, action in every_action(flow):
        yield Unit.of(action)
        for branch in _branches(action, flow):
            yield Unit.of(action, branch)


def _branches(action: Action, flow: Flow) -> tuple[str, ...]:
    # In a message flow a transfer has no failure output, unless one is written.
    if isinstance(action, TransferToAcd) and not action.branches:
        return ()
    return branch_names(action, flow)


def _units_run(run: Run, actions: dict[str, Action]) -> Iterator[Unit]:
    own = next(event.name for event in run.events if isinstance(event, FlowStarted))
    for event in run.events:
        if isinstance(event, ActionEntered | BranchTaken) and event.flow == own:
            action = actions.get(event.path)
            if action is not None:
                yield Unit.of(action, event.branch if isinstance(event, BranchTaken) else "")

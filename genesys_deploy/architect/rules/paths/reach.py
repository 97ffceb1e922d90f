"""Whether a run goes on after an action, and where a part of a flow is left without an ending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import CallTask, EndTask, Switch
from genesys_deploy.architect.flow.catalogue import CATALOGUE
from genesys_deploy.architect.flow.uses import actions_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.model import Flow, Section

__all__ = ["LooseEnd", "Reach"]


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """A path that stops after `action`; where a branch is named, in that branch of it."""

    action: Action
    branch: str | None = None


class Reach:
    """Answers for one flow; whether a called task comes back is found once."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._returns: dict[str, bool] = {}

    def goes_on(self, actions: Sequence[Action]) -> bool:
        """Whether a run can come out at the end of the list."""
        return all(self.passes(action) for action in actions)

    def passes(self, action: Action) -> bool:
        """Whether a run can go on with the action that follows in the same list."""
        kind = CATALOGUE.get(action.kind)
        if kind is not None and kind.ends:
            return False
        if isinstance(action, CallTask) and not self._comes_back(action):
            return False
        possible = self._branches(action)
        if not possible:
            return True
        written = {branch.name: branch for branch in action.branches}
        return any(name not in written or self.goes_on(written[name].actions) for name in possible)

    def loose_ends(self, actions: Sequence[Action]) -> Iterator[LooseEnd]:
        """Where a run comes out at the end of a list that `goes_on`."""
        last = actions[-1]
        if not last.branches:
            yield LooseEnd(last)
            return
        for name in self._branches(last):
            branch = last.branch(name)
            if branch is None or not branch.actions:
                yield LooseEnd(last, name)
            elif self.goes_on(branch.actions):
                yield from self.loose_ends(branch.actions)

    def _branches(self, action: Action) -> tuple[str, ...]:
        """Every branch that a run can take; empty where there is none, or where they are not all known."""
        match action:
            case Switch():
                return (*(branch.name for branch in action.branches if branch.name != "default"), "default")
            case CallTask():
                task = self._flow.find(action.target_task)
                return tuple(path.text for path in task.output_paths) if task else ()
        kind = CATALOGUE.get(action.kind)
        return (kind.branches or ()) if kind and action.kind != "loop" else ()

    def _comes_back(self, call: CallTask) -> bool:
        task = self._flow.find(call.target_task)
        if task is None:
            return True
        if task.path not in self._returns:
            self._returns[task.path] = True  # a task that calls itself is taken to come back
            self._returns[task.path] = self._returns_from(task)
        return self._returns[task.path]

    def _returns_from(self, task: Section) -> bool:
        return self.goes_on(task.actions) or any(
            isinstance(action, EndTask) for action in actions_of(task.actions)
        )

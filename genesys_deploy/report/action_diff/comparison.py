"""What changed in Data Actions, with the calls that it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.report.action_diff.calls import affected_calls

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.data_action.diff import ActionDiff
    from genesys_deploy.report.action_diff.calls import AffectedCall

__all__ = ["VERSION_NOTICE", "ComparedAction", "Comparison", "compare_with_flows"]

VERSION_NOTICE = (
    "The contract changes, which the platform forbids once an action is published. `apply` makes the next version "
    'beside it ("{name} v2", then v3 …) and publishes the flows that call it anew; the old one stays.'
)


@dataclass(frozen=True, slots=True)
class ComparedAction:
    diff: ActionDiff
    calls: tuple[AffectedCall, ...]

    @property
    def notice(self) -> str | None:
        """What a change of the contract makes of a published action; None where it stays."""
        return VERSION_NOTICE.format(name=self.diff.name) if self.diff.makes_version else None

    @property
    def headline(self) -> str:
        count, breaking = len(self.diff.changes), sum(change.breaking for change in self.diff.changes)
        changes = "1 change" if count == 1 else f"{count} changes"
        return f"{changes}, {breaking or 'none'} breaking"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`flows` is how many flows were looked at; None: there were none at hand, and nothing is known of calls."""

    actions: tuple[ComparedAction, ...]
    flows: int | None

    @property
    def summary(self) -> str:
        if not self.actions:
            return "nothing changed"
        breaking = sum(action.diff.breaking for action in self.actions)
        told = "1 Data Action" if len(self.actions) == 1 else f"{len(self.actions)} Data Actions"
        return f"{told} changed, {breaking or 'none'} with something that breaks; {self._of_flows}"

    @property
    def _of_flows(self) -> str:
        if self.flows is None:
            return "no flows were looked at (--flows)"
        broken = {
            flow for action in self.actions for call in action.calls if call.breaks for flow in call.flows
        }
        return f"{len(broken) or 'none'} of {self.flows} flows must change"


def compare_with_flows(diffs: Iterable[ActionDiff], flows: Sequence[Flow] | None) -> Comparison:
    """Put each change beside the calls that it is for; None says that there are no flows at hand."""
    actions = tuple(ComparedAction(diff, affected_calls(diff, flows or ())) for diff in diffs)
    return Comparison(actions, None if flows is None else len(flows))

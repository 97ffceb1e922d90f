"""What became of one message, as far as anybody outside the flow can tell."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.simulate.events import StateEntered
from genesys_deploy.simulate.requests import CallDataAction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.simulate.run import Run

__all__ = ["Outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`queue` is None where the conversation ended; `ending` is "queue", "disconnect", "end" or "error".

    `attributes` are participant data, `says` what the customer saw, `path` the states in order. `error` is why the run
    could not be finished at all.
    """

    ending: str
    queue: str | None = None
    priority: int = 0
    skills: tuple[str, ...] = ()
    language: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    calls: tuple[CallDataAction, ...] = ()
    says: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    actions: int = 0
    error: str = ""

    @classmethod
    def of_run(cls, run: Run) -> Outcome:
        ending = run.ending
        return cls(
            ending=str(ending.kind),
            queue=ending.queue,
            priority=ending.priority,
            skills=ending.skills,
            language=ending.language_skill,
            attributes=run.participant_data,
            calls=tuple(
                CallDataAction(call.category, call.name, call.inputs) for call in run.data_action_calls
            ),
            says=run.responses,
            path=tuple(event.name for event in run.events if isinstance(event, StateEntered)),
            actions=run.actions_executed,
        )

    @property
    def called(self) -> tuple[str, ...]:
        """The names of the Data Actions called, in order."""
        return tuple(call.name for call in self.calls)

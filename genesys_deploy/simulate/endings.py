"""How a run ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.architect.expressions.values import Value

__all__ = ["Ending", "EndingKind"]


class EndingKind(StrEnum):
    """`END` is a workflow or module that is done, or a flow that ran off its end (Architect then disconnects).

    `ERROR` is a run that an error ended: the flow's error handling disconnected it, or nothing was left that could
    handle the error.
    """

    QUEUE = "queue"
    DISCONNECT = "disconnect"
    END = "end"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Ending:
    """Where the conversation is now, and why.

    `path` names the action that ended the run, or "settingsErrorHandling"; it is None where the flow ran off its end
    or nothing was left that could handle an error. `outputs` are the output
    variables of a workflow or common module, by name.
    """

    kind: EndingKind
    queue: str | None = None
    priority: int = 0
    skills: tuple[str, ...] = ()
    language_skill: str | None = None
    preferred_agents: tuple[str, ...] = ()
    direct_agent: str | None = None
    reason: str | None = None
    path: str | None = None
    outputs: Mapping[str, Value] = field(default_factory=dict)

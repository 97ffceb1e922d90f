"""What every action has, and the action that is not modelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.forms import Form
    from genesys_deploy.source.document import Entry, Node
    from genesys_deploy.source.span import Span

__all__ = ["Action", "Branch", "UnknownAction"]


@dataclass(frozen=True, slots=True)
class Branch:
    """Where an action may go on: `success`, `yes`, `case1`, `default`.

    When its actions have run without a terminal one, the run goes on after the action that owns the branch.
    """

    name: str
    actions: tuple[Action, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One step. `path` names it uniquely in its flow; `span` is the place of its kind, `decision:`.

    `branches` are those that the YAML writes, in its order (a switch: the cases, then `default`); a branch that
    is left out is an empty one. `extra` are the properties that the model does not know.
    """

    kind: str
    name: str
    path: str
    span: Span
    branches: tuple[Branch, ...]
    extra: tuple[Entry, ...]

    def branch(self, name: str) -> Branch | None:
        return next((branch for branch in self.branches if branch.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownAction(Action):
    """An action whose kind is not modelled; its body as it stands, the forms found in it, its branches."""

    body: Node
    forms: tuple[Form, ...]

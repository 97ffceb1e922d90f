"""A call of a Data Action says nothing about its failure or its timeout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.actions import CallData
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["UnhandledOutcome"]

_OUTCOMES: Final = ("failure", "timeout")


class UnhandledOutcome(Rule):
    """A branch that is left out or empty goes on with the next action, as if nothing had happened."""

    id = "unhandled-outcome"
    severity = Severity.WARNING
    summary = "A call of a Data Action has no failure or no timeout branch"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for _, action in survey.actions:
            if isinstance(action, CallData):
                missing = [name for name in _OUTCOMES if not _handles(action, name)]
                if missing:
                    message = f'callData "{action.name}" does nothing on {" and ".join(missing)}'
                    hint = "a branch without actions goes on as a success does, its outputs not set"
                    yield self.finding(message, action.span, hint)


def _handles(call: CallData, name: str) -> bool:
    branch = call.branch(name)
    return branch is not None and bool(branch.actions)

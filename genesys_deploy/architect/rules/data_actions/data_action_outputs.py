"""A call takes outputs that the Data Action does not give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import CallData
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.data_action.failure import FAILURE_FIELDS
from genesys_deploy.source.finding import Severity
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.forms import Argument
    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["DataActionOutputs"]

_FAILURE = tuple(field.name for field in FAILURE_FIELDS)


class DataActionOutputs(Rule):
    """The outputs of a failure are the same thirteen for every Data Action."""

    id = "data-action-outputs"
    severity = Severity.ERROR
    summary = "A call takes an output that the Data Action does not have"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for _, action in survey.actions:
            if not isinstance(action, CallData):
                continue
            yield from self._unknown(action.failure_outputs, _FAILURE, "a failure")
            contract = survey.contract(action)
            if contract is not None:
                known = tuple(field.name for field in contract.outputs)
                yield from self._unknown(action.success_outputs, known, f'the Data Action "{contract.name}"')

    def _unknown(self, taken: tuple[Argument, ...], known: tuple[str, ...], what: str) -> Iterator[Finding]:
        for argument in taken:
            if argument.name not in known:
                hint = did_you_mean(argument.name, known) or f"it has: {', '.join(known) or 'none'}"
                yield self.finding(f'{what} has no output "{argument.name}"', argument.span, hint)

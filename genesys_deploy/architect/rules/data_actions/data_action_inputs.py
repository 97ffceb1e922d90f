"""A call gives a Data Action other inputs than its contract takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import CallData
from genesys_deploy.architect.flow.forms import NoValue
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.source.finding import Finding

__all__ = ["DataActionInputs"]


class DataActionInputs(Rule):
    id = "data-action-inputs"
    severity = Severity.ERROR
    summary = "A call gives an input that the contract does not have, or lacks a required one"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for _, action in survey.actions:
            contract = survey.contract(action) if isinstance(action, CallData) else None
            if contract is not None and isinstance(action, CallData):
                yield from self._unknown(action, contract)
                yield from self._missing(action, contract)

    def _unknown(self, call: CallData, contract: DataAction) -> Iterator[Finding]:
        known = [field.name for field in contract.inputs]
        for argument in call.inputs:
            if argument.name not in known:
                hint = did_you_mean(argument.name, known) or f"it has: {', '.join(known) or 'none'}"
                message = f'the Data Action "{contract.name}" has no input "{argument.name}"'
                yield self.finding(message, argument.span, hint)

    def _missing(self, call: CallData, contract: DataAction) -> Iterator[Finding]:
        given = {argument.name: argument for argument in call.inputs}
        for field in contract.inputs:
            argument = given.get(field.name)
            if field.required and (argument is None or isinstance(argument.form, NoValue)):
                message = f'the Data Action "{contract.name}" requires the input "{field.name}"'
                yield self.finding(
                    message, argument.span if argument else call.data_action.span, "give it a value"
                )

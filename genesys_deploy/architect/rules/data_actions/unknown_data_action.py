"""A Data Action is called that is not there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import CallData
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.finding import Severity
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["UnknownDataAction"]


class UnknownDataAction(Rule):
    id = "unknown-data-action"
    severity = Severity.ERROR
    summary = "A Data Action is called that is not there"

    def check(self, survey: Survey) -> Iterator[Finding]:
        known = None if survey.context.is_open else survey.context.data_actions
        for _, action in survey.actions if known is not None else ():
            if isinstance(action, CallData) and action.data_action.text and survey.contract(action) is None:
                names = [item.action.name for item in known or ()]
                hint = did_you_mean(action.data_action.text, names) or "declare it under data_actions/"
                message = f'there is no Data Action "{action.data_action}" in "{action.category}"'
                yield self.finding(message, action.data_action.span, hint)

"""The flow waits longer for a Data Action than the Data Action itself does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import CallData
from genesys_deploy.architect.flow.forms import Literal
from genesys_deploy.architect.rules.rule import Rule
from genesys_deploy.source.document import Mapping, Scalar
from genesys_deploy.source.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.forms import Form
    from genesys_deploy.architect.rules.survey import Survey
    from genesys_deploy.source.finding import Finding

__all__ = ["TimeoutOrder"]

_MILLISECONDS = {"ms": 1, "seconds": 1000, "minutes": 60_000}


class TimeoutOrder(Rule):
    id = "timeout-order"
    severity = Severity.WARNING
    summary = "The flow's timeout is longer than the Data Action's own, so that slowness ends as a failure"

    def check(self, survey: Survey) -> Iterator[Finding]:
        for _, action in survey.actions:
            contract = survey.contract(action) if isinstance(action, CallData) else None
            patience = _milliseconds(action.timeout) if isinstance(action, CallData) else None
            if contract and patience and patience > contract.timeout_seconds * 1000:
                message = (
                    f"the flow waits {patience / 1000:g} s, the Data Action gives up after {contract.timeout_seconds} s:"
                    " slowness takes the failure branch, never the timeout branch"
                )
                hint = "give the Data Action more time than the flow (timeoutSeconds)"
                yield self.finding(message, action.span, hint)


def _milliseconds(form: Form) -> int | None:
    if not isinstance(form, Literal) or not isinstance(form.node, Mapping):
        return None
    total = 0
    for entry in form.node:
        value = entry.value.value if isinstance(entry.value, Scalar) else None
        if not isinstance(value, int) or entry.key.text not in _MILLISECONDS:
            return None
        total += value * _MILLISECONDS[entry.key.text]
    return total

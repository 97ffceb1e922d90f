"""What is to be said about a Data Action before anybody calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.data_action.checks.contract import check_contract
from genesys_deploy.data_action.checks.places import Places
from genesys_deploy.data_action.checks.request import check_request
from genesys_deploy.data_action.checks.response import check_response

if TYPE_CHECKING:
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.source.finding import Finding

__all__ = ["check_data_action"]


def check_data_action(action: DataAction) -> tuple[Finding, ...]:
    """Everything that the platform would refuse, misread, or that this product does not model."""
    places = Places(action)
    findings = [
        *check_contract(action, places),
        *check_request(action, places),
        *check_response(action, places),
    ]
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[int, int]:
    start = finding.span.start if finding.span else None
    return (start.line, start.column) if start else (0, 0)

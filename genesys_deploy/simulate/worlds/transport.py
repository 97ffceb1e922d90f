"""How a call fails before the Data Action's templates see an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.data_action.failure import failure_outputs
from genesys_deploy.simulate.requests import ActionFailed

if TYPE_CHECKING:
    from datetime import timedelta

    from genesys_deploy.data_action.errors import ContractViolation

__all__ = ["broken_contract", "too_slow", "unreachable"]


def broken_contract(violation: ContractViolation) -> ActionFailed:
    """The inputs are refused, nothing is sent, no time goes by."""
    return ActionFailed(failure_outputs("bad.request", 400, violation.message))


def too_slow(seconds: float, elapsed: timedelta) -> ActionFailed:
    """The Data Action's own timeout, which is a failure; that of the calling action is none of this."""
    message = f"the service did not answer within {seconds:g} s"
    return ActionFailed(failure_outputs("gateway.timeout", 504, message), elapsed)


def unreachable(error: Exception, elapsed: timedelta) -> ActionFailed:
    """The error's text is kept out: it holds the URL, which may hold secrets."""
    message = f"the service cannot be reached: {type(error).__name__}"
    return ActionFailed(failure_outputs("service.unavailable", 503, message), elapsed)

"""Compare what is declared with an org, plan what to do, do it."""

from __future__ import annotations

from genesys_deploy.deploy.apply import Result, apply
from genesys_deploy.deploy.events import Event, Listener, OperationDone, OperationFailed, OperationStarted
from genesys_deploy.deploy.operation import Operation, Verb
from genesys_deploy.deploy.plan import Plan, plan

__all__ = [
    "Event",
    "Listener",
    "Operation",
    "OperationDone",
    "OperationFailed",
    "OperationStarted",
    "Plan",
    "Result",
    "Verb",
    "apply",
    "plan",
]

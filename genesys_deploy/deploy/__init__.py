"""Compare what is declared with an org, plan what to do, do it."""

from __future__ import annotations

from genesys_deploy.deploy.apply import Result, apply
from genesys_deploy.deploy.events import (
    Event,
    Listener,
    NotRecorded,
    OperationDone,
    OperationFailed,
    OperationStarted,
)
from genesys_deploy.deploy.planning.operation import Operation, Verb
from genesys_deploy.deploy.planning.plan import Plan, plan
from genesys_deploy.deploy.record.releases import Release

__all__ = [
    "Event",
    "Listener",
    "NotRecorded",
    "Operation",
    "OperationDone",
    "OperationFailed",
    "OperationStarted",
    "Plan",
    "Release",
    "Result",
    "Verb",
    "apply",
    "plan",
]

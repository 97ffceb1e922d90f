"""What happens while a plan is carried out, for whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from genesys_deploy.deploy.planning.operation import Operation
    from genesys_deploy.source.errors import ProductError

__all__ = ["Event", "Listener", "NotRecorded", "OperationDone", "OperationFailed", "OperationStarted"]


@dataclass(frozen=True, slots=True)
class OperationStarted:
    operation: Operation


@dataclass(frozen=True, slots=True)
class OperationDone:
    operation: Operation
    seconds: float


@dataclass(frozen=True, slots=True)
class OperationFailed:
    operation: Operation
    error: ProductError


@dataclass(frozen=True, slots=True)
class NotRecorded:
    """The release table may not be written: this release cannot be undone, nor what it made be destroyed."""

    error: ProductError


Event: TypeAlias = OperationStarted | OperationDone | OperationFailed | NotRecorded
Listener: TypeAlias = Callable[[Event], None]
"""Called from the thread that called `apply`, one event at a time."""

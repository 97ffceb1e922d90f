"""What a flow would see of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.data_action.response import Failure, Success
from irp_stub.contract.errors import Broken, NotApplicable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from irp_stub.contract.exchange import Exchange

__all__ = ["Answer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """An exchange, read through the Data Action; `outcome` is None where nothing came back.

    `missing` are the paths that a success lacks.
    """

    action: str
    exchange: Exchange
    outcome: Success | Failure | None
    missing: tuple[str, ...] = ()

    @property
    def outputs(self) -> Mapping[str, object]:
        """The Data Action's outputs.

        Raises:
            NotApplicable: the flow would see a failure; that one is told by the rule about it, not by each.
        """
        if isinstance(self.outcome, Success):
            return self.outcome.outputs
        raise NotApplicable(f"{self.action} {self._why()}: nothing can be said of this rule")

    def demanded(self) -> Mapping[str, object]:
        """As `outputs`, for the rule that is about getting them.

        Raises:
            Broken: the flow would see a failure.
        """
        if isinstance(self.outcome, Success):
            return self.outcome.outputs
        raise Broken(f"{self.action} {self._why()}; the flow sees a failure", self.exchange)

    def _why(self) -> str:
        told = self.exchange.told()
        if self.missing:
            return f"{told} without {', '.join(self.missing)}"
        if isinstance(self.outcome, Failure) and 200 <= (self.exchange.status or 0) < 300:
            return f"{told}, and {self.outcome.why}"
        return told

    @property
    def succeeded(self) -> bool:
        return isinstance(self.outcome, Success)

    def text(self, name: str) -> str:
        """An output as text; empty where it has no value."""
        value = self.outputs.get(name)
        return "" if value is None else str(value)

    def true(self, name: str) -> bool:
        return self.outputs.get(name) is True

    @property
    def resolved(self) -> bool:
        return self.true("resolved")

    @property
    def confidence(self) -> float:
        value = self.outputs.get("confidence")
        return float(value) if isinstance(value, (int, float)) else 0.0

    @property
    def customer_id(self) -> str:
        return self.text("customerId")

    def merges(self, customer_id: str, threshold: float) -> bool:
        """Whether the flow would take the sender for this customer."""
        return self.resolved and self.confidence >= threshold and self.customer_id == customer_id

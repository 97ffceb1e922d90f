"""What is to be said about a Data Action before anybody calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genesys_deploy.data_action.model import DataAction
    from genesys_deploy.source.finding import Finding

__all__ = ["check_data_action"]


def check_data_action(action: DataAction) -> tuple[Finding, ...]:
    """Everything that the platform would refuse, misread, or that this product does not model."""
    raise NotImplementedError

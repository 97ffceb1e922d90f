"""A Data Action as the platform's API has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.data_action.model import DataAction

__all__ = ["from_wire", "to_wire"]


def to_wire(action: DataAction, category: str, integration_id: str) -> dict[str, Any]:
    """The body of `POST /api/v2/integrations/actions` and `…/actions/drafts`."""
    raise NotImplementedError


def from_wire(body: Mapping[str, Any]) -> DataAction:
    """An action as the API gives it with `expand=contract&includeConfig=true`, or an export file's JSON."""
    raise NotImplementedError

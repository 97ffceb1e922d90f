"""The thirteen outputs of a call that failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.data_action.model import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FAILURE_FIELDS", "failure_outputs"]

FAILURE_FIELDS: tuple[Field, ...] = (
    Field("errorCode", "string"),
    Field("status", "integer"),
    Field("correlationId", "string"),
    Field("entityId", "string"),
    Field("entityName", "string"),
    Field("userMessage", "string"),
    Field("userParamsMessage", "string"),
    Field("userParams.key", "stringCollection"),
    Field("userParams.value", "stringCollection"),
    Field("details.errorCode", "stringCollection"),
    Field("details.fieldName", "stringCollection"),
    Field("details.entityId", "stringCollection"),
    Field("details.entityName", "stringCollection"),
)
"""In the order in which the platform's exports list them."""


def failure_outputs(
    error_code: str, status: int | None, message: str, correlation_id: str | None = None
) -> Mapping[str, object]:
    """All thirteen; what is not known is None, a collection empty."""
    outputs: dict[str, object] = {
        field.name: [] if field.type.endswith("Collection") else None for field in FAILURE_FIELDS
    }
    known = {
        "errorCode": error_code, "status": status, "correlationId": correlation_id, "userMessage": message,
    }  # fmt: skip
    return outputs | known

"""The thirteen outputs of a call that failed.

Their names are the platform's. What it puts into them for a web service's error is documented nowhere we
could read: here an error body of the platform's own shape, or of problem+json, is taken apart, and the
error code of any other follows from its status.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.model import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FAILURE_FIELDS", "failure_of_answer", "failure_of_result", "failure_outputs"]

_COLLECTION = "stringCollection"

FAILURE_FIELDS: tuple[Field, ...] = (
    Field("errorCode", "string"),
    Field("status", "integer"),
    Field("correlationId", "string"),
    Field("entityId", "string"),
    Field("entityName", "string"),
    Field("userMessage", "string"),
    Field("userParamsMessage", "string"),
    Field("userParams.key", _COLLECTION),
    Field("userParams.value", _COLLECTION),
    Field("details.errorCode", _COLLECTION),
    Field("details.fieldName", _COLLECTION),
    Field("details.entityId", _COLLECTION),
    Field("details.entityName", _COLLECTION),
)
"""In the order in which the platform's exports list them."""

_CODES: Mapping[int, str] = {
    400: "bad.request",
    401: "authentication.required",
    403: "not.authorized",
    404: "not.found",
    408: "request.timeout",
    409: "conflict",
    429: "too.many.requests",
    500: "internal.server.error",
    503: "service.unavailable",
    504: "gateway.timeout",
}
_OTHER_CODE = "internal.server.error"
_BAD_RESULT_CODE = "bad.response"
_CORRELATION_HEADER = "inin-correlation-id"


def failure_outputs(
    error_code: str, status: int | None, message: str, correlation_id: str | None = None
) -> Mapping[str, object]:
    """All thirteen; what is not known is None, a collection empty."""
    outputs: dict[str, object] = {
        field.name: [] if field.type == _COLLECTION else None for field in FAILURE_FIELDS
    }
    known = {
        "errorCode": error_code, "status": status, "correlationId": correlation_id, "userMessage": message,
    }  # fmt: skip
    return outputs | known


def failure_of_answer(status: int, body: str, headers: Mapping[str, str]) -> Mapping[str, object]:
    """The outputs for an answer that is not a success."""
    error = _error_object(body)
    code = _text(error, "code") or _CODES.get(status, _OTHER_CODE)
    message = _text(error, "message", "detail", "title") or f"the service answered {status}"
    correlation = _header(headers) or _text(error, "contextId")
    params = error.get("messageParams")
    pairs = params if isinstance(params, dict) else {}
    details = error.get("details")
    rows = [row for row in details if isinstance(row, dict)] if isinstance(details, list) else []
    columns = ("errorCode", "fieldName", "entityId", "entityName")
    return dict(failure_outputs(code, status, message, correlation)) | {
        "entityId": _text(error, "entityId"),
        "entityName": _text(error, "entityName"),
        "userParamsMessage": _text(error, "messageWithParams"),
        "userParams.key": list(pairs),
        "userParams.value": [str(value) for value in pairs.values()],
        **{f"details.{column}": [_text(row, column) for row in rows] for column in columns},
    }


def failure_of_result(status: int, message: str, headers: Mapping[str, str]) -> Mapping[str, object]:
    """The outputs for an answer that came well and could not be understood."""
    return failure_outputs(_BAD_RESULT_CODE, status, message, _header(headers))


def _error_object(body: str) -> Mapping[str, Any]:
    try:
        error = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return error if isinstance(error, dict) else {}


def _text(error: Mapping[str, Any], *names: str) -> str | None:
    values = (error.get(name) for name in names)
    return next((value for value in values if isinstance(value, str) and value), None)


def _header(headers: Mapping[str, str]) -> str | None:
    return next((value for name, value in headers.items() if name.lower() == _CORRELATION_HEADER), None)

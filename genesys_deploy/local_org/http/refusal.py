"""Refusals as the platform words them: an HTTP status, a code, a message, wrapped in its `ErrorBody`."""

from __future__ import annotations

import uuid
from typing import Any

__all__ = ["Refusal", "bad_value", "missing_field", "not_found"]


class Refusal(Exception):
    """A request is answered with an error; handlers raise it, the HTTP layer writes it.

    Codes and messages are those of the platform's own documents where `STATUS` names one; see `assumptions`.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        headers: dict[str, str] | None = None,
        details: tuple[dict[str, str], ...] = (),
    ) -> None:
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers or {}
        self.details = details
        super().__init__(f"{status} {code}: {message}")

    def body(self) -> dict[str, Any]:
        """The `ErrorBody`; `contextId` is new each time, as in a log."""
        return {
            "message": self.message,
            "code": self.code,
            "status": self.status,
            "contextId": str(uuid.uuid4()),
            "details": list(self.details),
            "errors": [],
        }


def not_found(what: str, wanted: str, code: str = "not.found") -> Refusal:
    return Refusal(404, code, f"The requested resource was not found: {what} {wanted}")


def missing_field(name: str) -> Refusal:
    return Refusal(
        400,
        "required.field.missing",
        f"A required field is missing a value: {name}",
        details=({"errorCode": "required.field.missing", "fieldName": name},),
    )


def bad_value(message: str) -> Refusal:
    return Refusal(400, "bad.request", message)

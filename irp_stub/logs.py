"""Where logs go: standard error, one JSON object a line, with the request's correlation id; nothing names a person."""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

__all__ = ["CORRELATION", "log_to_stderr"]

CORRELATION: ContextVar[str | None] = ContextVar("correlation", default=None)
"""The id of the request that is being answered; what is logged meanwhile carries it."""


class _AsJson(logging.Formatter):
    """A message that is a mapping gives its own fields."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if (correlation_id := CORRELATION.get()) is not None:
            entry["correlation_id"] = correlation_id
        entry |= record.msg if isinstance(record.msg, dict) else {"message": record.getMessage()}
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))


def log_to_stderr(*, access: bool = False) -> None:
    """Warnings and what is of interest to security; with `access` also a line for each request."""
    handler = logging.StreamHandler()
    handler.setFormatter(_AsJson())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    if access:
        logging.getLogger("irp_stub.access").setLevel(logging.INFO)

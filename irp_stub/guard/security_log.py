"""What somebody who watches for attacks wants to read, people masked."""

from __future__ import annotations

import logging
from enum import StrEnum

from irp_stub.guard.masking import masked

__all__ = ["SecurityEvent", "SecurityLog"]

_log = logging.getLogger("irp_stub.security")


class SecurityEvent(StrEnum):
    RATE_LIMITED = "rate_limited"
    RECYCLED_HANDLE = "recycled_handle"
    IMPERSONATION = "impersonation"
    MOVED_HANDLE = "moved_handle"
    KEY_REFUSED = "key_refused"
    SIGN_IN_REFUSED = "sign_in_refused"


class SecurityLog:
    def __init__(self, salt: bytes = b"") -> None:
        self._salt = salt

    def note(
        self, event: SecurityEvent, channel: str = "", user_id: str | None = None, handle: str | None = None
    ) -> None:
        entry = {
            "event": event.value,
            "channel": channel,
            "user_id": masked(user_id, self._salt),
            "handle": masked(handle, self._salt),
        }
        _log.warning(entry)

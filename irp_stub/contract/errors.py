"""What keeps a verification from running at all, and how a rule says that it failed or could not be asked.

CannotVerify            nothing can be asked: no connection, a key that is refused, a file that cannot be read
Broken                  a rule is broken, and this exchange shows it
NotApplicable           a rule cannot be asked here, and why
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.errors import IrpError

if TYPE_CHECKING:
    from irp_stub.contract.exchange import Exchange

__all__ = ["Broken", "CannotVerify", "NotApplicable"]


class CannotVerify(IrpError):
    """Nothing can be asked of this platform, or with this file."""


class Broken(Exception):
    """A rule is broken; `exchange` is the one that shows it best."""

    def __init__(self, sentence: str, exchange: Exchange | None = None) -> None:
        self.sentence = sentence
        self.exchange = exchange
        super().__init__(sentence)


class NotApplicable(Exception):
    """A rule cannot be asked here; `reason` is what the report says."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)

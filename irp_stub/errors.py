"""The family of errors: something that the operator, or the caller, must mend.

IrpError                one sentence, and what to do
├── BadFile             a file (faults, import) is not what it should be
├── BadStore            the store cannot be opened, or is not ours
├── StoreFull           there is no room to write
├── StoreUnavailable    the store does not answer now
├── CannotLoad          people cannot be brought in the quick way
└── NotConfigured       something that must be set is not
"""

from __future__ import annotations

__all__ = ["BadFile", "BadStore", "CannotLoad", "IrpError", "NotConfigured", "StoreFull", "StoreUnavailable"]


class IrpError(Exception):
    """A sentence for whoever runs the platform, with the remedy where it is known."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message}\n  {hint}" if hint else message)


class BadFile(IrpError):
    """A file cannot be read as what it should be."""


class BadStore(IrpError):
    """The store cannot be opened, or belongs to something else."""


class StoreFull(IrpError):
    """There is no room to write; what was there is untouched."""


class StoreUnavailable(IrpError):
    """The store does not answer now; it may do so later."""


class CannotLoad(IrpError):
    """The quick way into a store is for an empty one, and for people of whom no two claim one account."""


class NotConfigured(IrpError):
    """Something that must be set is not."""

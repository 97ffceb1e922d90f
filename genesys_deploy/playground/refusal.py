"""What a request is refused with."""

from __future__ import annotations

from genesys_deploy.source.errors import ProductError

__all__ = ["Refusal"]


class Refusal(ProductError):
    """An answer of the 400s: `status`, and a sentence that says what to do."""

    def __init__(self, status: int, message: str, *, hint: str | None = None) -> None:
        self.status = status
        super().__init__(message, hint=hint)

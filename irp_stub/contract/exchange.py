"""One request and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from genesys_deploy.data_action.request import HttpRequest
    from genesys_deploy.data_action.response import HttpResponse

__all__ = ["Exchange"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """`response` is None where none came; `problem` then says why. `seconds` is until the whole answer was read."""

    request: HttpRequest
    response: HttpResponse | None
    seconds: float
    problem: str | None = None

    @property
    def status(self) -> int | None:
        return self.response.status if self.response else None

    @property
    def refused(self) -> bool:
        """Answered by something that a Data Action takes for a failure, and that is not the platform's own fault."""
        return self.status is not None and 400 <= self.status < 500

    @property
    def crashed(self) -> bool:
        """No answer, or one that says that the platform itself failed."""
        return self.status is None or self.status >= 500

    def header(self, name: str) -> str | None:
        """A header of the response, without regard to case."""
        headers = self.response.headers if self.response else {}
        return next((value for key, value in headers.items() if key.lower() == name.lower()), None)

    def told(self) -> str:
        """The outcome in a few words, for sentences."""
        return f"answered {self.status}" if self.response else f"gave no answer ({self.problem})"

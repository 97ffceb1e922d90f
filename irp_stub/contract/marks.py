"""What a run makes carries the run's id, so that it can be told from what customers made."""

from __future__ import annotations

import secrets
from itertools import count

__all__ = ["Marks"]


class Marks:
    """Names of senders and conversations that nobody has: `verify-1f2e3d4c-7-guest`."""

    def __init__(self, run: str | None = None) -> None:
        self.run = run or secrets.token_hex(4)
        self._numbers = count(1)

    def user_id(self, about: str) -> str:
        return f"verify-{self.run}-{next(self._numbers)}-{about}"

    def handle(self, about: str) -> str:
        return f"verify_{self.run}_{next(self._numbers)}_{about}"

    def conversation(self) -> str:
        return f"verify-{self.run}-c{next(self._numbers)}"

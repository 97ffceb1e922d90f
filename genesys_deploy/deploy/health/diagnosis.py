"""What was looked at, and whether it is as it should be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Check", "Diagnosis"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `remedy` is what to do where it is not `ok`."""

    name: str
    told: str
    remedy: str = ""
    ok: bool = True


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`permissions` are all that the asked role needs, `missing` those that it lacks; None where nobody could ask.

    `role` is the body of `POST /api/v2/authorization/roles` that makes a role of just these.
    """

    checks: tuple[Check, ...]
    permissions: tuple[str, ...]
    missing: tuple[str, ...] | None
    role: Mapping[str, Any] = field(repr=False)

    @property
    def ok(self) -> bool:
        return all(check.ok for check in self.checks)

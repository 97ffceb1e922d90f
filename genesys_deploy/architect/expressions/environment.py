"""What an expression can ask of the world while it is evaluated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.values import Reference

__all__ = ["Environment", "Find"]

Find: TypeAlias = Callable[[str, str], Reference | None]
"""Kind (`queue`, `skill`, `user` …) and a name or an id to what the org has; None where it has none."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _no_org(kind: str, name: str) -> Reference | None:
    raise EvaluationError(
        f'there is no org here in which to look up the {kind} "{name}"',
        hint="give the evaluation an Environment with `find`, or run the flow against an org",
    )


@dataclass(frozen=True, slots=True)
class Environment:
    """The clock, the org's objects by name or id, and the languages of the flow."""

    now: Callable[[], datetime] = _utc_now
    find: Find = _no_org
    default_language: str = "en-us"
    supported_languages: tuple[str, ...] = ("en-us",)

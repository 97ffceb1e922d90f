"""What somebody changed in the org by hand, who and when, as far as the org tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.deploy.planning.operation import Verb
from genesys_deploy.resources import Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.deploy.compare.change import Change
    from genesys_deploy.deploy.planning.plan import Plan
    from genesys_deploy.platform.org import Held
    from genesys_deploy.resources import Key

__all__ = ["Drifted", "drift"]

GONE = "is gone"
_DIFFERENT = frozenset({Verb.CREATE, Verb.UPDATE, Verb.REPLACE, Verb.REFUSE})
_WHO = (
    ("publishedVersion", "createdBy"),
    ("publishedVersion", "createdByClient"),
    ("modifiedBy",),
)
_WHEN = (("publishedVersion", "datePublished"), ("dateModified",), ("modifiedDate",))
"""Where an org says it, by kind of object in different places."""


@dataclass(frozen=True, slots=True)
class Drifted:
    """An object that is not as declared; `changes` lead from what is declared to what the org has.

    `gone` is one that is not there at all. `who` and `when` are empty where the org does not say.
    """

    key: Key
    changes: tuple[Change, ...] = ()
    gone: bool = False
    who: str = ""
    when: str = ""

    def __str__(self) -> str:
        by = f" by {self.who}" if self.who else ""
        at = f" at {self.when}" if self.when else ""
        what = GONE if self.gone else f"was changed{by}{at}" if by or at else "is not as declared"
        return "\n".join([f"{self.key} {what}", *(f"    {change}" for change in self.changes)])


def drift(plan: Plan) -> tuple[Drifted, ...]:
    """Everything in which the org differs from the project that was applied to it, the other way round than a plan.

    What is only referred to is never in it.
    """
    return tuple(
        Drifted(
            operation.key,
            tuple(change.reversed() for change in operation.changes),
            gone=operation.verb is Verb.CREATE,
            who=_who(operation.held),
            when=_when(operation.held),
        )
        for operation in plan.operations
        if operation.verb in _DIFFERENT
    )


def _who(held: Held | None) -> str:
    names = (_name(part, field) for part, field in _places(held, _WHO))
    return next((name for name in names if name), "")


def _when(held: Held | None) -> str:
    return next((text for part, field in _places(held, _WHEN) if (text := part.text(field))), "")


def _places(held: Held | None, paths: tuple[tuple[str, ...], ...]) -> Iterator[tuple[Wire, str]]:
    for *parts, field in paths if held else ():
        wire = held.wire if held else Wire({})
        for part in parts:
            wire = wire.part(part)
        yield wire, field


def _name(wire: Wire, field: str) -> str:
    """Some places give an id as it is, others an object with or without a name."""
    part = wire.part(field)
    return wire.text(field) or part.text("name") or part.text("id")

"""An object that is to go."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.resources import Key, Kind, Ownership

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from genesys_deploy.source.span import Span

__all__ = ["Leaving", "in_turn"]

MODULE = "commonmodule"
_TURNS: Mapping[Kind, int] = {
    Kind.TRIGGER: 0,
    Kind.FLOW: 1,
    Kind.OPEN_MESSAGING_INTEGRATION: 1,
    Kind.DATA_ACTION: 3,
    Kind.INTEGRATION: 4,
    Kind.CREDENTIAL: 5,
}
"""What uses others goes first; what is not named comes after all flows."""
_MODULES = 2
_AFTER_FLOWS = 3


@dataclass(frozen=True, slots=True)
class Leaving:
    """Stands for an object in a plan where nothing is declared; `after` are those that go first."""

    key: Key
    after: frozenset[Key] = frozenset()
    ownership: Ownership = Ownership.OWN
    renamed_from: str = ""
    span: Span | None = field(default=None, compare=False)

    @property
    def needs(self) -> frozenset[Key]:
        return frozenset()


def in_turn(keys: Collection[Key]) -> Iterable[Leaving]:
    """Each after everything that may use it."""
    for key in sorted(keys, key=lambda key: (_turn(key), key)):
        yield Leaving(key, frozenset(other for other in keys if _turn(other) < _turn(key)))


def _turn(key: Key) -> int:
    if key.kind is Kind.FLOW and key.scope.lower() == MODULE:
        return _MODULES
    return _TURNS.get(key.kind, _AFTER_FLOWS)

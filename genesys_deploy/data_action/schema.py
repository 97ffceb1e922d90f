"""One half of a contract: a JSON Schema of draft 4, as the platform holds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Schema"]

_SHOWN_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Schema:
    """The schema's JSON as `data`; what it refuses is said by jsonschema's validator of draft 4."""

    data: Mapping[str, Any]
    _shape: Shape | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_shape", Shape.of(self.data))

    def violations(self, value: object) -> tuple[str, ...]:
        """What is wrong with `value`, each with its place; empty where it fits."""
        if self._shape is not None and self._shape.accepts(value):
            return ()
        return _violations(self.data, value)


def _violations(schema: Mapping[str, Any], value: object) -> tuple[str, ...]:
    from jsonschema import Draft4Validator  # 100 ms, and a run that fits its contracts never needs it

    errors = sorted(Draft4Validator(dict(schema)).iter_errors(value), key=lambda error: error.json_path)
    return tuple(f"{error.json_path}: {error.message[:_SHOWN_CHARACTERS]}" for error in errors)

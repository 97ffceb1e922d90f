"""A contract's schema as the inputs or outputs that flows see, with what is asked of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.fields import TYPE_WORDS, type_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Leaf", "accepting", "constraints_of", "leaves_of", "meaningful"]

_STRUCTURE = frozenset({"type", "properties", "items", "required"})
_WITHOUT_MEANING = frozenset({"$schema", "$id", "id", "title", "description"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """`required`: so is everything around it. `constraints` are the JSON texts of what else is asked, by depth."""

    type: str
    required: bool
    constraints: tuple[str, ...]

    @property
    def told(self) -> str:
        return " ".join(text for text in self.constraints if text != "{}")


def leaves_of(schema: Mapping[str, Any]) -> Mapping[str, Leaf]:
    """By dotted name, in the order of the schema."""
    return dict(_properties(schema, "", "", required=True, around=()))


def _properties(
    schema: Mapping[str, Any], prefix: str, suffix: str, *, required: bool, around: tuple[str, ...]
) -> Iterator[tuple[str, Leaf]]:
    needed = schema.get("required") or ()
    for name, part in (schema.get("properties") or {}).items():
        if isinstance(part, dict):
            yield from _leaves(
                part, prefix + name, suffix, required=required and name in needed, around=around
            )


def _leaves(
    schema: Mapping[str, Any], name: str, suffix: str, *, required: bool, around: tuple[str, ...]
) -> Iterator[tuple[str, Leaf]]:
    asked = (*around, constraints_of(schema))
    match type_of(schema):
        case "object":
            yield from _properties(schema, f"{name}.", suffix, required=required, around=asked)
        case "array":
            items = schema.get("items")
            part = items if isinstance(items, dict) else {}
            yield from _leaves(part, name, "Collection", required=required, around=asked)
        case kind:
            yield name, Leaf(TYPE_WORDS.get(kind, "string") + suffix, required, asked)


def constraints_of(schema: Mapping[str, Any]) -> str:
    """What a schema asks beside its structure; several types are a constraint, as null may be among them."""
    left_out = _STRUCTURE | _WITHOUT_MEANING
    asked = {key: value for key, value in schema.items() if key not in left_out}
    if asked.get("additionalProperties") is True:
        del asked["additionalProperties"]
    if isinstance(schema.get("type"), list):
        asked["type"] = schema["type"]
    return json.dumps(asked, sort_keys=True, ensure_ascii=False)


def meaningful(schema: Any, *, of_names: bool = False) -> Any:
    """A schema without what accepts and refuses nothing; `of_names`: the keys are names, not keywords."""
    match schema:
        case dict():
            return {
                key: meaningful(value, of_names=key == "properties" and not of_names)
                for key, value in schema.items()
                if of_names or key not in _WITHOUT_MEANING
            }
        case list():
            return [meaningful(item) for item in schema]
        case _:
            return schema


def accepting(schema: Any) -> Any:
    """What a schema accepts, however it is written: lists of choices have no order, and open is what none says."""
    return _unordered(meaningful(schema))


def _unordered(part: Any) -> Any:
    match part:
        case dict():
            return {
                key: _unordered(value)
                for key, value in part.items()
                if (key, value) not in (("additionalProperties", True), ("required", []))
            }
        case list():
            return sorted((_unordered(item) for item in part), key=repr)
        case _:
            return part

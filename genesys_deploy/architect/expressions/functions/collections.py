"""Collections; indexes count from 0."""

from __future__ import annotations

from typing import Final

from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.functions.comparison import equal
from genesys_deploy.architect.expressions.limits import checked_collection
from genesys_deploy.architect.expressions.signatures import Function
from genesys_deploy.architect.expressions.values import Value

__all__ = ["FUNCTIONS", "OPERATORS"]

Items = tuple[Value, ...]


def item_at(items: Items, index: int) -> Value:
    if not 0 <= index < len(items):
        raise EvaluationError(
            f"there is no item {index}: the collection has {len(items)} items, counted from 0"
        )
    return items[index]


def _find(items: Items, wanted: Value) -> tuple[int, ...]:
    return tuple(index for index, item in enumerate(items) if equal(item, wanted))


def _find_first(items: Items, wanted: Value) -> int:
    return next((index for index, item in enumerate(items) if equal(item, wanted)), -1)


def _make_list(*items: Value) -> Items:
    return checked_collection(items)


def _add_item(items: Items, item: Value) -> Items:
    return checked_collection((*items, item))


def _insert(items: Items, index: int, item: Value) -> Items:
    if not 0 <= index <= len(items):
        raise EvaluationError(f"an item cannot be put at {index}: the collection has {len(items)} items")
    return checked_collection((*items[:index], item, *items[index:]))


def _remove_at(items: Items, index: int) -> Items:
    item_at(items, index)
    return items[:index] + items[index + 1 :]


def _remove(items: Items, unwanted: Value) -> Items:
    return tuple(item for item in items if not equal(item, unwanted))


def _without_duplicates(items: Items) -> Items:
    kept: list[Value] = []
    for item in items:
        if not any(equal(item, other) for other in kept):
            kept.append(item)
    return tuple(kept)


def _replaced(items: Items, old: Value, new: Value) -> Items:
    return tuple(new if equal(item, old) else item for item in items)


_NOTES: Final = "third-party notes"

FUNCTIONS: Final = (
    Function("GetAt", {"collection: anyCollection, index: integer 0.. -> any": item_at}),
    Function("Count", {"value: anyCollection -> integer": len}),
    Function("Find", {"list: anyCollection, item: any? -> integerCollection": _find}),
    Function("FindFirst", {"list: anyCollection, item: any? -> integer": _find_first}),
    Function("MakeList", {"item: any?+ -> anyCollection": _make_list}),
    Function("MakeEmptyList", {"item: any? -> anyCollection": lambda _: ()}),
    Function("AddItem", {"collection: anyCollection, item: any? -> anyCollection": _add_item}, "corpus"),
    Function(
        "AddItemAt",
        {"collection: anyCollection, index: integer 0.., item: any? -> anyCollection": _insert},
        _NOTES,
    ),
    Function("RemoveItem", {"collection: anyCollection, item: any? -> anyCollection": _remove}, _NOTES),
    Function(
        "RemoveItemAt", {"collection: anyCollection, index: integer 0.. -> anyCollection": _remove_at}, _NOTES
    ),
    Function("RemoveDups", {"collection: anyCollection -> anyCollection": _without_duplicates}, _NOTES),
    Function(
        "ReplaceItem", {"collection: anyCollection, old: any?, new: any? -> anyCollection": _replaced}, _NOTES
    ),
)
OPERATORS: Final = {("[", 2): Function("[", {"collection: anyCollection, index: integer -> any": item_at})}

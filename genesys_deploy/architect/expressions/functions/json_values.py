"""JSON values. Names are found with regard to case; what is not there is NOT_SET.

Sources: the platform's help page on JSON values, and published flows.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from genesys_deploy.architect.expressions.display import to_text
from genesys_deploy.architect.expressions.errors import EvaluationError
from genesys_deploy.architect.expressions.limits import checked_collection
from genesys_deploy.architect.expressions.signatures import Function
from genesys_deploy.architect.expressions.values import Currency, Json, JsonData, Record, Reference, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FUNCTIONS", "parse_json", "to_json"]

_CORPUS: Final = "corpus"
_HELP: Final = "help page on JSON values"


def parse_json(text: str | None) -> Json | None:
    """Strict JSON; fractions are kept exactly."""
    if text is None:
        return None
    try:
        return Json(json.loads(text, parse_float=Decimal))
    except (ValueError, RecursionError):
        shown = text if len(text) <= 40 else text[:40] + "…"
        raise EvaluationError(f"this is no JSON: {shown}") from None


def to_json(value: Value) -> Json | None:
    return None if value is None else Json(_data(value))


def _data(value: Value) -> JsonData:
    match value:
        case Json(data=data):
            return data
        case None | bool() | int() | Decimal() | str():
            return value
        case tuple():
            return [_data(item) for item in value]
        case Record() | Reference() | Currency():
            return {name: _data(field) for name, field in _fields(value).items()}
    return to_text(value)


def _fields(value: Record | Reference | Currency) -> Mapping[str, Value]:
    match value:
        case Record(fields=fields):
            return fields
        case Reference(id=id_, name=name):
            return {"id": id_, "name": name}
        case Currency(amount=amount, code=code):
            return {"amount": amount, "code": code}


def _to_collection(value: Json | None) -> tuple[Json | None, ...]:
    if value is None:
        return ()
    if not isinstance(value.data, list):
        raise EvaluationError("this JSON value is no array")
    return checked_collection(tuple(None if item is None else Json(item) for item in value.data))


def _items_to_collection(items: tuple[Value, ...]) -> tuple[Json | None, ...]:
    return tuple(map(to_json, items))


def _object(value: Json) -> dict[str, Any]:
    if not isinstance(value.data, dict):
        raise EvaluationError("this JSON value is no object")
    return value.data


def _get(value: Json | None, name: str) -> Json | None:
    found = None if value is None else _object(value).get(name)
    return None if found is None else Json(found)


def _set(value: Json, name: str, content: Value) -> Json:
    return Json({**_object(value), name: _data(content)})


def _names(value: Json) -> tuple[str, ...]:
    return checked_collection(tuple(_object(value)))


def _replace_item(value: Json, old: Value, new: Value) -> Json:
    if not isinstance(value.data, list):
        raise EvaluationError("this JSON value is no array")
    before, after = _data(old), _data(new)
    return Json([after if item == before else item for item in value.data])


def _is_object(value: Json | None) -> bool:
    return value is not None and isinstance(value.data, dict)


FUNCTIONS: Final = (
    Function("JsonParse", {"text: string? -> json": parse_json}, _HELP),
    Function("ToJson", {"value: any? -> json": to_json, "value: anyCollection -> json": to_json}, _HELP),
    Function(
        "ToJsonCollection",
        {
            "value: json? -> jsonCollection": _to_collection,
            "items: anyCollection -> jsonCollection": _items_to_collection,
        },
        _HELP,
    ),
    Function("GetJsonObjectProperty", {"object: json?, name: string -> json": _get}, _CORPUS),
    Function(
        "SetJsonObjectProperty",
        {
            "object: json, name: string, value: any? -> json": _set,
            "object: json, name: string, value: anyCollection -> json": _set,
        },
        _CORPUS,
    ),
    Function("GetJsonObjectPropertyNames", {"object: json -> stringCollection": _names}, _CORPUS),
    Function("ReplaceJsonArrayItem", {"array: json, old: any?, new: any? -> json": _replace_item}, _CORPUS),
    Function("IsJsonObject", {"value: json? -> boolean": _is_object}, _CORPUS),
)

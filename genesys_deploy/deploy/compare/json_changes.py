"""Two JSON-like values, compared place by place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from genesys_deploy.deploy.compare.change import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["json_changes"]

_NOTHING: Any = object()


def json_changes(before: Any, after: Any, path: str) -> Iterator[Change]:
    """Every place under `path` where the two differ, as deep as they are of the same shape."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            yield from json_changes(before.get(key, _NOTHING), after.get(key, _NOTHING), f"{path}.{key}")
    elif isinstance(before, list) and isinstance(after, list):
        for index in range(max(len(before), len(after))):
            yield from json_changes(_item(before, index), _item(after, index), f"{path}[{index}]")
    elif before is _NOTHING or after is _NOTHING or not _same(before, after):
        yield Change(path, _text(before), _text(after))


def _item(values: list[Any], index: int) -> Any:
    return values[index] if index < len(values) else _NOTHING


def _same(before: Any, after: Any) -> bool:
    """True is not 1 here, though Python says so."""
    return bool(before == after) and isinstance(before, bool) == isinstance(after, bool)


def _text(value: Any) -> str:
    if value is _NOTHING:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)

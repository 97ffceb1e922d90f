"""JSON as filters write it: texts in single quotes, and words without any."""

from __future__ import annotations

import json
import re
from typing import Any

from genesys_deploy.data_action.errors import PathError

__all__ = ["read_lenient_json"]

_SPACE = re.compile(r"\s*")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'", re.DOTALL)
_BARE = re.compile(r"[^\s,:\[\]{}'\"][^,:\[\]{}]*")
_MAX_DEPTH = 50
_strict = json.JSONDecoder()


def read_lenient_json(text: str) -> Any:
    """The value.

    Raises:
        PathError: not even that.
    """
    value, end = _value(text, 0, 0)
    if _skip(text, end) != len(text):
        raise PathError(f"not readable as JSON: {text}", end)
    return value


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    at = _skip(text, at)
    if depth > _MAX_DEPTH:
        raise PathError(f"nested deeper than {_MAX_DEPTH} levels", at)
    if text.startswith("[", at):
        return _array(text, at, depth)
    if text.startswith("{", at):
        return _object(text, at, depth)
    if found := _QUOTED.match(text, at):
        return re.sub(r"\\(.)", r"\1", found[1]), found.end()
    try:
        return _strict.raw_decode(text, at)
    except ValueError:
        return _bare(text, at)


def _bare(text: str, at: int) -> tuple[str, int]:
    found = _BARE.match(text, at)
    if found is None:
        raise PathError(f"not readable as JSON: {text}", at)
    return found[0].rstrip(), found.end()


def _array(text: str, at: int, depth: int) -> tuple[list[Any], int]:
    items: list[Any] = []
    at = _skip(text, at + 1)
    while not text.startswith("]", at):
        item, at = _value(text, at, depth + 1)
        items.append(item)
        at = _separator(text, at, "]")
    return items, at + 1


def _object(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    entries: dict[str, Any] = {}
    at = _skip(text, at + 1)
    while not text.startswith("}", at):
        key, at = _value(text, at, depth + 1)
        at = _skip(text, at)
        if not text.startswith(":", at):
            raise PathError(f"not readable as JSON: {text}", at)
        entries[str(key)], at = _value(text, at + 1, depth + 1)
        at = _separator(text, at, "}")
    return entries, at + 1


def _separator(text: str, at: int, end: str) -> int:
    at = _skip(text, at)
    if text.startswith(end, at):
        return at
    if not text.startswith(",", at):
        raise PathError(f"not readable as JSON: {text}", at)
    return _skip(text, at + 1)

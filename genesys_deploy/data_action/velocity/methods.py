"""The Java methods that a template may call on a value, and nothing of Python.

A method that Java has not got gives nothing, so that the reference prints itself, as in Velocity; one
that Java has and this table lacks is an error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from genesys_deploy.data_action.errors import TemplateError
from genesys_deploy.data_action.velocity import java_text
from genesys_deploy.data_action.velocity.java_values import JavaArray, MapEntry, Value, same, text_of

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["METHODS", "MUTATORS", "UNMODELLED", "Method", "call_method", "property_of"]

_ANY, _TEXT, _INT = object, str, int
"""What a parameter takes: any value; a text or nothing; a whole number."""
_MAX_REPEATED = 1_000_000


@dataclass(frozen=True, slots=True)
class Method:
    parameters: tuple[type, ...]
    call: Callable[..., Value]

    def takes(self, arguments: tuple[Value, ...]) -> bool:
        return len(arguments) == len(self.parameters) and all(map(_fits, self.parameters, arguments))


def _fits(parameter: type, argument: Value) -> bool:
    if parameter is _ANY:
        return True
    if parameter is _INT:
        return type(argument) is int
    return argument is None or type(argument) is parameter


def _repeated(text: str, times: int) -> str:
    if times < 0 or len(text) * times > _MAX_REPEATED:
        raise TemplateError(f"repeat({times}) of a text of {len(text)} characters")
    return text * times


def _item(items: list[Value], index: int) -> Value:
    if not 0 <= index < len(items):
        raise TemplateError(f"index {index} is outside of a list of {len(items)}")
    return items[index]


def _sub_list(items: list[Value], start: int, end: int) -> list[Value]:
    if not 0 <= start <= end <= len(items):
        raise TemplateError(f"from {start} to {end} is outside of a list of {len(items)}")
    return items[start:end]


def _position(items: list[Value], wanted: Value) -> int:
    return next((place for place, item in enumerate(items) if same(item, wanted)), -1)


def _last_position(items: list[Value], wanted: Value) -> int:
    return next((n for n in range(len(items) - 1, -1, -1) if same(items[n], wanted)), -1)


def _append(items: list[Value], item: Value) -> bool:
    items.append(item)
    return True


def _append_all(items: list[Value], more: list[Value]) -> bool:
    items.extend(more)
    return bool(more)


def _replace_item(items: list[Value], index: int, item: Value) -> Value:
    former = _item(items, index)
    items[index] = item
    return former


def _put(entries: dict[Value, Value], key: Value, value: Value) -> Value:
    former = entries.get(key)
    entries[key] = value
    return former


def _get(entries: dict[Value, Value], key: Value) -> Value:
    return entries.get(key) if isinstance(key, str | int | float | bool) else None


_SHARED = {
    "toString": [Method((), text_of)],
    "equals": [Method((_ANY,), same)],
}
_OF_TEXT: dict[str, list[Method]] = _SHARED | {
    "length": [Method((), java_text.length)],
    "isEmpty": [Method((), lambda text: not text)],
    "isBlank": [Method((), lambda text: not text.strip())],
    "charAt": [Method((_INT,), java_text.char_at)],
    "substring": [Method((_INT,), java_text.substring), Method((_INT, _INT), java_text.substring)],
    "indexOf": [Method((_TEXT,), java_text.index_of), Method((_TEXT, _INT), java_text.index_of)],
    "lastIndexOf": [
        Method((_TEXT,), java_text.last_index_of),
        Method((_TEXT, _INT), java_text.last_index_of),
    ],
    "contains": [Method((_TEXT,), lambda text, part: part in text)],
    "startsWith": [Method((_TEXT,), str.startswith), Method((_TEXT, _INT), java_text.starts_with_at)],
    "endsWith": [Method((_TEXT,), str.endswith)],
    "equalsIgnoreCase": [
        Method((_TEXT,), lambda text, other: other is not None and text.lower() == other.lower())
    ],
    "compareTo": [Method((_TEXT,), java_text.compare_to)],
    "compareToIgnoreCase": [
        Method((_TEXT,), lambda text, other: java_text.compare_to(text.lower(), other.lower()))
    ],
    "toUpperCase": [Method((), str.upper)],
    "toLowerCase": [Method((), str.lower)],
    "trim": [Method((), java_text.trim)],
    "strip": [Method((), str.strip)],
    "concat": [Method((_TEXT,), lambda text, other: text + other)],
    "replace": [Method((_TEXT, _TEXT), lambda text, old, new: text.replace(old, new))],
    "replaceAll": [Method((_TEXT, _TEXT), java_text.replace_all)],
    "replaceFirst": [Method((_TEXT, _TEXT), java_text.replace_first)],
    "matches": [Method((_TEXT,), java_text.matches)],
    "split": [Method((_TEXT,), java_text.split), Method((_TEXT, _INT), java_text.split)],
    "repeat": [Method((_INT,), _repeated)],
    "hashCode": [Method((), java_text.hash_code)],
}
_OF_LIST: dict[str, list[Method]] = _SHARED | {
    "size": [Method((), len)],
    "isEmpty": [Method((), lambda items: not items)],
    "get": [Method((_INT,), _item)],
    "contains": [Method((_ANY,), lambda items, item: _position(items, item) >= 0)],
    "indexOf": [Method((_ANY,), _position)],
    "lastIndexOf": [Method((_ANY,), _last_position)],
    "subList": [Method((_INT, _INT), _sub_list)],
    "add": [Method((_ANY,), _append)],
    "addAll": [Method((list,), _append_all)],
    "set": [Method((_INT, _ANY), _replace_item)],
}
_OF_MAP: dict[str, list[Method]] = _SHARED | {
    "size": [Method((), len)],
    "isEmpty": [Method((), lambda entries: not entries)],
    "get": [Method((_ANY,), _get)],
    "containsKey": [Method((_ANY,), lambda entries, key: key in entries)],
    "containsValue": [Method((_ANY,), lambda entries, value: _position(list(entries.values()), value) >= 0)],
    "keySet": [Method((), list)],
    "values": [Method((), lambda entries: list(entries.values()))],
    "entrySet": [Method((), lambda entries: [MapEntry(key, value) for key, value in entries.items()])],
    "put": [Method((_ANY, _ANY), _put)],
}
_OF_NUMBER: dict[str, list[Method]] = _SHARED | {
    "intValue": [Method((), int)],
    "longValue": [Method((), int)],
    "doubleValue": [Method((), float)],
}
METHODS: dict[type, dict[str, list[Method]]] = {
    str: _OF_TEXT,
    list: _OF_LIST,
    JavaArray: _OF_LIST,
    dict: _OF_MAP,
    int: _OF_NUMBER,
    float: _OF_NUMBER,
    bool: _SHARED | {"booleanValue": [Method((), bool)]},
    MapEntry: _SHARED
    | {"getKey": [Method((), lambda entry: entry.key)], "getValue": [Method((), lambda entry: entry.value)]},
}
MUTATORS = frozenset({"add", "addAll", "set", "put"})
"""Methods that change a value in place."""

_OF_ALL = frozenset({"getClass", "notify", "notifyAll", "wait", "hashCode"})
UNMODELLED: dict[type, frozenset[str]] = {
    str: _OF_ALL
    | {"getBytes", "format", "formatted", "valueOf", "copyValueOf", "join", "codePointAt", "codePointBefore",
       "codePointCount", "offsetByCodePoints", "chars", "codePoints", "lines", "intern", "regionMatches",
       "contentEquals", "subSequence", "toCharArray", "getChars", "stripLeading", "stripTrailing", "indent",
       "stripIndent", "translateEscapes", "transform", "describeConstable", "resolveConstantDesc"},
    list: _OF_ALL
    | {"remove", "removeAll", "retainAll", "removeIf", "replaceAll", "clear", "containsAll", "iterator",
       "listIterator", "toArray", "sort", "stream", "parallelStream", "spliterator", "forEach", "ensureCapacity",
       "trimToSize", "clone"},
    dict: _OF_ALL
    | {"remove", "putAll", "clear", "getOrDefault", "putIfAbsent", "replace", "replaceAll", "forEach", "compute",
       "computeIfAbsent", "computeIfPresent", "merge", "clone"},
    int: _OF_ALL | {"byteValue", "shortValue", "floatValue", "compareTo", "compare"},
    float: _OF_ALL | {"byteValue", "shortValue", "floatValue", "compareTo", "compare", "isNaN", "isInfinite"},
    bool: _OF_ALL | {"compareTo", "compare"},
    MapEntry: _OF_ALL | {"setValue"},
}  # fmt: skip
"""What Java has beyond the table above."""


def call_method(value: Value, name: str, arguments: tuple[Value, ...]) -> Value:
    """The result; None where Java knows no such method for these arguments.

    Raises:
        TemplateError: the method fails, or is not modelled.
    """
    kind = type(value)
    for method in METHODS.get(kind, {}).get(name, ()):
        if method.takes(arguments):
            return _invoke(method, name, value, arguments)
    if name in UNMODELLED.get(kind, _OF_ALL):
        raise TemplateError(
            f"the method {name} is not modelled", hint="see the table of Velocity in the docs"
        )
    return None


def _invoke(method: Method, name: str, value: Value, arguments: tuple[Value, ...]) -> Value:
    try:
        return method.call(value, *arguments)
    except (TypeError, AttributeError, ValueError, OverflowError):
        shown = ", ".join(map(text_of, arguments))
        raise TemplateError(f"the method {name} fails for ({shown})") from None


def property_of(value: Any, name: str) -> Value:
    """`.name` as Velocity finds it: a key of a map, or a getter (`getName`, `isName`) of the value's class."""
    if isinstance(value, dict):
        return value.get(name)
    capital = name[:1].upper() + name[1:]
    for getter in (f"get{capital}", f"is{capital}"):
        if getter in METHODS.get(type(value), {}) or getter in UNMODELLED.get(type(value), ()):
            return call_method(value, getter, ())
    return None

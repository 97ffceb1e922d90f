"""Rows of a table, each filling `<name>` in a scenario's texts.

A text that is `<name>` alone takes the row's value with its type; inside a longer text it takes the value's text.
`<name times 300>` is that text so many times, and `<name times length>` as often as the row's `length` says.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from genesys_deploy.source.document import Entry, Mapping, Node, Scalar, Sequence
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from genesys_deploy.source.decode import Problems

__all__ = ["fill"]

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_WHOLE = re.compile(rf"<({_NAME})>")
_PLACEHOLDER = re.compile(rf"<({_NAME})(?: times ({_NAME}|[0-9]+))?>")
_MOST = 100_000


def fill(node: Node, row: Mapping, problems: Problems) -> Node:
    """The same tree with the row's values; an unknown name goes to `problems`."""
    match node:
        case Scalar():
            return _scalar(node, row, problems)
        case Sequence(items=items):
            return Sequence(tuple(fill(item, row, problems) for item in items), node.span)
        case Mapping(entries=entries):
            filled = tuple(
                Entry(_key(entry.key, row, problems), fill(entry.value, row, problems)) for entry in entries
            )
            return Mapping(filled, node.span)


def _scalar(node: Scalar, row: Mapping, problems: Problems) -> Node:
    if not isinstance(node.value, str) or "<" not in node.value:
        return node
    whole = _WHOLE.fullmatch(node.value)
    if whole:
        value = _value(whole[1], node, row, problems)
        return replace(value, span=node.span) if value is not None else node
    text = _PLACEHOLDER.sub(
        lambda found: _repeated(found[1], found[2] or "1", node, row, problems), node.value
    )
    return replace(node, value=text, text=text)


def _key(key: Scalar, row: Mapping, problems: Problems) -> Scalar:
    filled = _scalar(key, row, problems)
    return filled if isinstance(filled, Scalar) else key


def _text(name: str, node: Scalar, row: Mapping, problems: Problems) -> str:
    value = _value(name, node, row, problems)
    return value.text if isinstance(value, Scalar) else ""


def _repeated(name: str, times: str, node: Scalar, row: Mapping, problems: Problems) -> str:
    number = times if times.isdecimal() else _text(times, node, row, problems)
    if not number.isdecimal() or int(number) > _MOST:
        problems.add(
            f"{(number or times)!r} is no number of times", node.span, f"a whole number up to {_MOST:,}"
        )
        return ""
    return _text(name, node, row, problems) * int(number)


def _value(name: str, node: Scalar, row: Mapping, problems: Problems) -> Node | None:
    value = row.get(name)
    if value is None:
        hint = did_you_mean(name, row.keys) or f"columns of the row: {', '.join(row.keys)}"
        problems.add(f"the row has no <{name}>", node.span, hint)
    return value

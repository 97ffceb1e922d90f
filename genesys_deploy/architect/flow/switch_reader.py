"""Reads what a switch compares, and the actions of its cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.flow.actions.logic import Cases
from genesys_deploy.architect.flow.form_reader import is_empty, read_form
from genesys_deploy.architect.flow.forms import Form, NoValue
from genesys_deploy.architect.flow.listing import listed, noted_list
from genesys_deploy.architect.flow.notes import Rule
from genesys_deploy.source.document import Entry, Mapping, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.notes import Notes

__all__ = ["case_branches", "read_cases"]

_STYLES = ("firstTrue", "firstMatch")


def read_cases(node: Node | None, notes: Notes) -> Cases:
    """What stands under `evaluate`."""
    style = _only_entry(node)
    if node is None or style is None or style.key.text not in _STYLES:
        if node is not None:
            notes.add(Rule.WRONG_SHAPE, 'a switch evaluates "firstTrue" or "firstMatch"', node.span)
        return Cases(None, None, ())
    if style.key.text == "firstTrue":
        return Cases(None, None, _forms(style.value, notes))
    compared = _only_entry(style.value)
    if compared is None:
        notes.add(Rule.WRONG_SHAPE, '"firstMatch" holds one type, such as "string"', style.key.span)
        return Cases(None, None, ())
    return Cases(Type.parse(compared.key.text), _value(compared, notes), _forms(compared.value, notes))


def case_branches(node: Node | None) -> Iterator[tuple[str, Node]]:
    """The branches of a switch by name: `case1`, `case2` …, then `default` where it is written."""
    style = _only_entry(node)
    body = style.value if style else None
    if style is not None and style.key.text == "firstMatch":
        compared = _only_entry(body)
        body = compared.value if compared else None
    if not isinstance(body, Mapping):
        return
    for number, entry in enumerate(listed(body.get("cases"), "case"), 1):
        yield f"case{number}", entry.value
    default = body.get("default")
    if default is not None:
        yield "default", default


def _forms(body: Node, notes: Notes) -> tuple[Form, ...]:
    cases = body.get("cases") if isinstance(body, Mapping) else None
    return tuple(_value(entry, notes) for entry in noted_list(cases, notes, "case"))


def _value(entry: Entry, notes: Notes) -> Form:
    value = entry.value.get("value") if isinstance(entry.value, Mapping) else None
    if value is None:
        message = f'the {entry.key.text} has no "value"'
        notes.add(Rule.MISSING_PROPERTY, message, entry.key.span, "add it")
        return NoValue(entry.key.span, written=False)
    return read_form(value, '"value"', notes)


def _only_entry(node: Node | None) -> Entry | None:
    match node:
        case Mapping(entries=(entry,)) if not is_empty(node):
            return entry
    return None

"""Reads the forms of a value: `lit`, `exp`, `var`, `noValue`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from genesys_deploy.architect.flow.forms import Expr, Form, Literal, NoValue, Ref, Var, Word
from genesys_deploy.architect.flow.notes import Rule
from genesys_deploy.source.document import Entry, Mapping, Node, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.notes import Notes

__all__ = ["find_forms", "is_empty", "read_form", "read_ref", "read_word", "ref_parts"]

_FORMS: Final = ("lit", "exp", "var", "noValue")
_HINT: Final = 'write "lit: …" for a fixed value, "exp: …" for an expression, "noValue: true" for none'
_REF: Final = re.compile(r"/(?P<kind>\w+)\[(?P<id>.*)\]\Z", re.DOTALL)


def read_form(node: Node, what: str, notes: Notes) -> Form:
    """The form at `node`; what is none becomes a finding and `NoValue`. `what` is how messages call it."""
    entry = _form_entry(node)
    if entry is None:
        notes.add(Rule.VALUE_FORM, f"{what} has no form of a value", node.span, _HINT)
        return NoValue(node.span)
    if isinstance(node, Mapping) and len(node.entries) > 1:
        extra = next(other for other in node if other.key.text != entry.key.text)
        notes.add(Rule.VALUE_FORM, f"{what} has more than one form of a value", extra.key.span, "keep one")
    return _form(entry, what, notes)


def _form_entry(node: Node) -> Entry | None:
    if not isinstance(node, Mapping):
        return None
    return next((entry for entry in node if entry.key.text in _FORMS), None)


def _form(entry: Entry, what: str, notes: Notes) -> Form:
    value, span = entry.value, entry.value.span
    match entry.key.text, value:
        case "lit", _:
            return Literal(value, span)
        case "exp", Scalar(value=content) if content is not None:
            return Expr(value.text, span, value.quoted)
        case "var", Scalar(value=str()):
            return Var(value.text, span)
        case "noValue", Scalar(value=True):
            return NoValue(span)
    notes.add(
        Rule.VALUE_FORM, f'{what}: "{entry.key.text}" cannot hold this', span, _EXPECTED[entry.key.text]
    )
    return NoValue(span)


_EXPECTED: Final = {
    "exp": "an expression is a text",
    "var": "name the variable that receives the output",
    "noValue": "it is noValue: true, or another form",
}


def find_forms(node: Node) -> Iterator[Form]:
    """All expressions and variables anywhere under `node`, nested actions left out."""
    match node:
        case Sequence(items=items):
            for item in items:
                yield from find_forms(item)
        case Mapping(entries=entries):
            for entry in entries:
                yield from _forms_of(entry)


def _forms_of(entry: Entry) -> Iterator[Form]:
    match entry.key.text, entry.value:
        case "exp", Scalar(text=text, span=span, quoted=quoted):
            yield Expr(text, span, quoted)
        case "var", Scalar(text=text, span=span):
            yield Var(text, span)
        case (("actions" | "choices"), Sequence()):
            return
        case _, value:
            yield from find_forms(value)


def read_word(node: Node, what: str, notes: Notes) -> Word:
    """A bare text; numbers and truth values stand for themselves as they are written."""
    if isinstance(node, Scalar):
        return Word(node.text, node.span)
    notes.add(Rule.WRONG_SHAPE, f"{what} must be a plain text", node.span)
    return Word("", node.span)


def read_ref(node: Node, what: str, notes: Notes) -> Ref:
    """A reference by `refId`, whatever it points at."""
    word = read_word(node, what, notes)
    return Ref(word.text, *ref_parts(word.text), word.span)


def ref_parts(text: str) -> tuple[str, str]:
    """The kind of thing and the `refId` that a reference names, empty where it has another form."""
    found = _REF.search(text)
    return (found["kind"], found["id"]) if found else ("", "")


def is_empty(node: Node | None) -> bool:
    """Whether a node says "nothing here": left out, empty, `{}`, `true`, or the marker `none: true`."""
    match node:
        case None | Scalar(value=None | True) | Mapping(entries=()):
            return True
        case Mapping(entries=(Entry(key=Scalar(text="none"), value=Scalar(value=True)),)):
            return True
    return False

"""Reads the fields of an action by their shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.flow.form_reader import is_empty, read_form, read_ref, read_word
from genesys_deploy.architect.flow.forms import (
    Argument,
    Attribute,
    Expr,
    Form,
    Literal,
    NoValue,
    Ref,
    Statement,
    Var,
    Word,
)
from genesys_deploy.architect.flow.listing import noted_list
from genesys_deploy.architect.flow.notes import Rule
from genesys_deploy.architect.flow.shape import (
    ArgumentsShape,
    AttributesShape,
    InputListShape,
    InputShape,
    KeyShape,
    OutputShape,
    RefShape,
    Shape,
    StatementsShape,
    SwitchShape,
    WordShape,
)
from genesys_deploy.architect.flow.switch_reader import read_cases
from genesys_deploy.source.document import Entry, Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.notes import Notes
    from genesys_deploy.source.span import Span

__all__ = ["ShapeReader"]


class ShapeReader:
    """Reads the properties of one action's body; `action` is how messages call it, `span` its place."""

    def __init__(self, body: Node, action: str, span: Span, notes: Notes) -> None:
        self._body = body
        self._is_readable = isinstance(body, Mapping) or is_empty(body)
        self._action = action
        self._span = span
        self._notes = notes

    def read(self, shape: Shape) -> Any:
        node = self._find(shape.at)
        if node is None and shape.required and self._is_readable:
            self._missing(shape)
        match shape:
            case InputShape() | OutputShape():
                return self._form(node, shape)
            case WordShape(at=at):
                return None if node is None else read_word(node, at, self._notes)
            case KeyShape():
                return self._key(node, shape)
            case RefShape(at=at):
                return Ref("", "", "", self._span) if node is None else read_ref(node, at, self._notes)
            case SwitchShape():
                return read_cases(node, self._notes)
            case _:
                return () if node is None else self._several(shape, node)

    def _several(self, shape: Shape, node: Node) -> tuple[Any, ...]:
        match shape:
            case InputListShape(item=item):
                return self._input_list(node, item)
            case ArgumentsShape():
                return self._arguments(node, shape)
            case AttributesShape(given=given):
                return tuple(self._attributes(node, given=given))
            case StatementsShape():
                return tuple(self._statements(node))
        raise AssertionError(shape)

    def _missing(self, shape: Shape) -> None:
        message = f'{self._action} has no "{shape.at.replace(".*", "")}"'
        self._notes.add(Rule.MISSING_PROPERTY, message, self._span, "add it")

    def _find(self, at: str) -> Node | None:
        node: Node | None = self._body
        for step in at.split("."):
            if not isinstance(node, Mapping):
                return None
            node = _step(node, step)
        return node

    def _form(self, node: Node | None, shape: InputShape | OutputShape) -> Form:
        if node is None:
            return NoValue(self._span, written=False)
        form = read_form(node, f'"{shape.at}"', self._notes)
        self._check_side(form, shape.at, given=isinstance(shape, InputShape))
        return form

    def _check_side(self, form: Form, name: str, *, given: bool) -> None:
        match form, given:
            case Var(name=variable), True:
                hint = f'write "exp: {variable}"'
                self._notes.add(
                    Rule.VALUE_FORM, f'"{name}" is an input, "var" names an output', form.span, hint
                )
            case ((Literal() | Expr()), False):
                hint = 'write "var: …" with the variable that receives it, or "noValue: true"'
                self._notes.add(Rule.VALUE_FORM, f'"{name}" is an output and takes no value', form.span, hint)

    def _key(self, node: Node | None, shape: KeyShape) -> Word:
        if node is None:
            return Word("", self._span)
        match node:
            case Mapping(entries=(Entry(key=key),)):
                return Word(key.text, key.span)
            case Mapping(entries=(Entry(key=key), second, *_)):
                message = f'"{shape.at}" names more than one'
                self._notes.add(Rule.WRONG_SHAPE, message, second.key.span, "keep one")
                return Word(key.text, key.span)
        self._notes.add(
            Rule.WRONG_SHAPE, f'"{shape.at}" must hold one name with a mapping under it', node.span
        )
        return Word("", node.span)

    def _input_list(self, node: Node, item: str) -> tuple[Form, ...]:
        if isinstance(node, Mapping):  # `acdSkills: {noValue: true}`
            form = read_form(node, f'the list of "{item}"', self._notes)
            return () if isinstance(form, NoValue) else (form,)
        return tuple(
            read_form(entry.value, f'"{item}"', self._notes) for entry in noted_list(node, self._notes, item)
        )

    def _arguments(self, node: Node, shape: ArgumentsShape) -> tuple[Argument, ...]:
        if is_empty(node):
            return ()
        if not isinstance(node, Mapping):
            self._notes.add(Rule.WRONG_SHAPE, f'"{shape.at}" must map names to values', node.span)
            return ()
        return tuple(self._argument(entry, given=shape.given) for entry in node)

    def _argument(self, entry: Entry, *, given: bool) -> Argument:
        name = entry.key.text
        form = read_form(entry.value, f'"{name}"', self._notes)
        self._check_side(form, name, given=given)
        return Argument(name, form, entry.key.span)

    def _attributes(self, node: Node, *, given: bool) -> Iterator[Attribute]:
        for entry in noted_list(node, self._notes, "attribute"):
            body, key = entry.value, "value" if given else "variable"
            name, value = (body.get("name"), body.get(key)) if isinstance(body, Mapping) else (None, None)
            if name is None or value is None:
                self._notes.add(
                    Rule.WRONG_SHAPE, f'an attribute needs "name" and "{key}"', entry.key.span, "add it"
                )
                continue
            form = read_form(value, "the value", self._notes) if given else self._variable(value)
            yield Attribute(read_form(name, "the name", self._notes), form, entry.key.span)

    def _variable(self, node: Node) -> Form:
        if isinstance(node, Mapping):
            return read_form(node, '"variable"', self._notes)
        word = read_word(node, '"variable"', self._notes)
        return Var(word.text, word.span)

    def _statements(self, node: Node) -> Iterator[Statement]:
        for entry in noted_list(node, self._notes):
            body = entry.value
            match body.get("variable") if isinstance(body, Mapping) else None:
                case Scalar(text=text, span=span):
                    value = body.get("value") if isinstance(body, Mapping) else None
                    yield Statement(
                        Type.parse(entry.key.text),
                        Var(text, span),
                        self._assigned(value, entry),
                        entry.key.span,
                    )
                case _:
                    self._notes.add(
                        Rule.WRONG_SHAPE, 'a statement needs "variable" and "value"', entry.key.span
                    )

    def _assigned(self, node: Node | None, entry: Entry) -> Form:
        if node is None:
            self._notes.add(Rule.MISSING_PROPERTY, 'the statement has no "value"', entry.key.span, "add it")
            return NoValue(entry.key.span, written=False)
        return read_form(node, "the value", self._notes)


def _step(node: Mapping, step: str) -> Node | None:
    if step != "*":
        return node.get(step)
    return None if is_empty(node) else node.entries[0].value

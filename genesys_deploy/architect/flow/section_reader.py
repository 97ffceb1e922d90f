"""Reads states, tasks and other parts that have actions, and the variables of any scope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.expressions.types import Type
from genesys_deploy.architect.flow.form_reader import read_form, read_word
from genesys_deploy.architect.flow.forms import NoValue, Word
from genesys_deploy.architect.flow.listing import noted_list
from genesys_deploy.architect.flow.model import Section, Variable
from genesys_deploy.architect.flow.notes import Rule
from genesys_deploy.source.document import Entry, Mapping, Node, Scalar
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.action import Action
    from genesys_deploy.architect.flow.action_reader import ActionReader
    from genesys_deploy.architect.flow.notes import Notes
    from genesys_deploy.source.span import Span

__all__ = ["SectionReader", "read_variables"]

_SUFFIX = "Variable"
_OWN = ("name", "refId", "variables", "actions", "outputPaths")
_ACTION_LISTS = ("actions", "choices")


class SectionReader:
    """Reads the parts of one flow; what two of them call themselves alike is noted."""

    def __init__(self, actions: ActionReader, notes: Notes, *, strict: bool) -> None:
        self._actions = actions
        self._notes = notes
        self._strict = strict
        self._paths: set[str] = set()

    def sections(self, node: Node | None, listing: str, *kinds: str) -> Iterator[Section]:
        """The parts of a list such as `states:`; `listing` is its key, `kinds` the keys of its items."""
        for entry in noted_list(node, self._notes, *kinds):
            yield self._section(entry, listing)

    def start_up(self, entry: Entry, variables: Node | None) -> Section:
        """The actions of a common module or an in-queue flow, which have no state around them."""
        path = entry.key.text
        return Section(
            kind=path,
            name="Start",
            ref_id="",
            path=path,
            variables=tuple(read_variables(variables, self._notes)),
            actions=self._actions.actions(entry.value, path),
            output_paths=(),
            settings=(),
            span=entry.key.span,
        )

    def _section(self, entry: Entry, listing: str) -> Section:
        body = entry.value if isinstance(entry.value, Mapping) else Mapping((), entry.value.span)
        name, ref_id = _text(body.get("name")), _text(body.get("refId"))
        path = self._path(f"{listing}/{ref_id or name}", entry.key.span)
        settings = tuple(other for other in body if other.key.text not in (*_OWN, *_ACTION_LISTS))
        for other in settings if self._strict else ():
            message = f'a {entry.key.text} has no property "{other.key.text}" that is known'
            hint = did_you_mean(other.key.text, _OWN)
            self._notes.add(Rule.UNKNOWN_PROPERTY, message, other.key.span, hint)
        return Section(
            kind=entry.key.text,
            name=name or ref_id,
            ref_id=ref_id,
            path=path,
            variables=tuple(read_variables(body.get("variables"), self._notes)),
            actions=self._lists(body, path),
            output_paths=tuple(self._output_paths(body.get("outputPaths"))),
            settings=settings,
            span=entry.key.span,
        )

    def _lists(self, body: Mapping, path: str) -> tuple[Action, ...]:
        lists = ((key, body.get(key)) for key in _ACTION_LISTS)
        return tuple(action for key, node in lists for action in self._actions.actions(node, f"{path}/{key}"))

    def _path(self, path: str, span: Span) -> str:
        if path not in self._paths:
            self._paths.add(path)
            return path
        what = path.partition("/")[2]
        hint = "give each its own refId"
        self._notes.add(Rule.DUPLICATE_REFERENCE, f'"{what}" stands here a second time', span, hint)
        number = 2
        while f"{path}#{number}" in self._paths:
            number += 1
        self._paths.add(f"{path}#{number}")
        return f"{path}#{number}"

    def _output_paths(self, node: Node | None) -> Iterator[Word]:
        for entry in noted_list(node, self._notes, "outputPath"):
            name = entry.value.get("name") if isinstance(entry.value, Mapping) else None
            if name is None:
                self._notes.add(
                    Rule.MISSING_PROPERTY, 'the output path has no "name"', entry.key.span, "add it"
                )
            else:
                yield read_word(name, '"name"', self._notes)


def read_variables(node: Node | None, notes: Notes) -> Iterator[Variable]:
    """The variables of a list `- stringVariable: {name: Flow.x, initialValue: …}`."""
    for entry in noted_list(node, notes):
        name = entry.value.get("name") if isinstance(entry.value, Mapping) else None
        if not isinstance(entry.value, Mapping) or not isinstance(name, Scalar):
            notes.add(Rule.MISSING_PROPERTY, 'the variable has no "name"', entry.key.span, "add it")
        elif not entry.key.text.endswith(_SUFFIX):
            hint = 'its key is its type and "Variable": "stringVariable"'
            notes.add(Rule.WRONG_SHAPE, f'"{entry.key.text}" is no kind of variable', entry.key.span, hint)
        else:
            yield _variable(entry, entry.value, name, notes)


def _variable(entry: Entry, body: Mapping, name: Scalar, notes: Notes) -> Variable:
    initial = body.get("initialValue")
    return Variable(
        name=name.text,
        type=Type.parse(entry.key.text.removesuffix(_SUFFIX)),
        initial=NoValue(entry.key.span, written=False)
        if initial is None
        else read_form(initial, '"initialValue"', notes),
        is_input=_flag(body, "isInput"),
        is_output=_flag(body, "isOutput"),
        description=_text(body.get("description")),
        span=name.span,
        is_flagged=not {"isInput", "isOutput"}.isdisjoint(body.keys),
    )


def _flag(body: Mapping, key: str) -> bool:
    node = body.get(key)
    return isinstance(node, Scalar) and node.value is True


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) and node.value is not None else ""

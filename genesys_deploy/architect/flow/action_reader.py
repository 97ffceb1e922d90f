"""Reads lists of actions, branches and all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.action import Action, Branch, UnknownAction
from genesys_deploy.architect.flow.catalogue import CATALOGUE, ActionKind, fields_of
from genesys_deploy.architect.flow.form_reader import find_forms, is_empty
from genesys_deploy.architect.flow.listing import listed, noted_list
from genesys_deploy.architect.flow.notes import Rule
from genesys_deploy.architect.flow.properties import unknown_properties
from genesys_deploy.architect.flow.shape_reader import ShapeReader
from genesys_deploy.architect.flow.switch_reader import case_branches
from genesys_deploy.source.document import Entry, Mapping, Node, Scalar, Sequence
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.notes import Notes

__all__ = ["ActionReader"]


class ActionReader:
    """`strict` is false for flows of kinds that are not modelled: what the catalogue does not know is no news there."""

    def __init__(self, notes: Notes, *, strict: bool) -> None:
        self._notes = notes
        self._strict = strict
        self._unmodelled: set[str] = set()

    def actions(self, node: Node | None, path: str) -> tuple[Action, ...]:
        """The actions of a list; the n-th one's path is `<path>[n]`, from 0."""
        entries = noted_list(node, self._notes)
        return tuple(self._action(entry, f"{path}[{number}]") for number, entry in enumerate(entries))

    def _action(self, entry: Entry, path: str) -> Action:
        kind = CATALOGUE.get(entry.key.text)
        if not isinstance(entry.value, Mapping) and not is_empty(entry.value):
            message = f'"{entry.key.text}" must hold the properties of the action'
            self._notes.add(Rule.WRONG_SHAPE, message, entry.value.span)
        if kind is None or kind.model is None:
            self._note_unknown(entry.key, kind)
            return self._unknown(entry, path)
        return self._modelled(entry, kind, kind.model, path)

    def _modelled(self, entry: Entry, kind: ActionKind, model: type[Action], path: str) -> Action:
        body, span = entry.value, entry.key.span
        shapes = fields_of(model)
        reader = ShapeReader(body, kind.name, span, self._notes)
        values = {name: reader.read(shape) for name, shape in shapes.items()}
        extra = tuple(unknown_properties(body, frozenset(shape.at for shape in shapes.values())))
        for unknown in extra:
            self._note_property(unknown, kind)
        branches = tuple(self._branches(body, kind, path))
        name = _name(body, kind.name)
        return model(
            kind=kind.name, name=name, path=path, span=span, branches=branches, extra=extra, **values
        )

    def _branches(self, body: Node, kind: ActionKind, path: str) -> Iterator[Branch]:
        if not isinstance(body, Mapping):
            return
        if kind.name == "switch":
            for name, node in case_branches(body.get("evaluate")):
                yield self._branch(name, node, path)
            return
        outputs = body.get("outputs")
        if isinstance(outputs, Mapping) and not is_empty(outputs):
            for entry in outputs:
                self._check_branch(entry.key, kind)
                yield self._branch(entry.key.text, entry.value, path)

    def _branch(self, name: str, node: Node, path: str) -> Branch:
        if not isinstance(node, Mapping) and not is_empty(node):
            self._notes.add(Rule.WRONG_SHAPE, f'the branch "{name}" must hold "actions"', node.span)
        actions = node.get("actions") if isinstance(node, Mapping) else None
        return Branch(name, self.actions(actions, f"{path}/{name}"), node.span)

    def _unknown(self, entry: Entry, path: str) -> UnknownAction:
        body, span = entry.value, entry.key.span
        branches = tuple(self._found_branches(body, path))
        forms = tuple(find_forms(body))
        return UnknownAction(
            kind=entry.key.text,
            name=_name(body, entry.key.text),
            path=path,
            span=span,
            branches=branches,
            extra=(),
            body=body,
            forms=forms,
        )

    def _found_branches(self, body: Node, path: str) -> Iterator[Branch]:
        taken: set[str] = set()
        for name, node in _action_lists(body):
            unique = name if name not in taken else f"{name}#{len(taken)}"
            taken.add(unique)
            yield Branch(unique, self.actions(node, f"{path}/{unique}"), node.span)

    def _note_unknown(self, key: Scalar, kind: ActionKind | None) -> None:
        if kind is not None and key.text not in self._unmodelled:
            self._unmodelled.add(key.text)
            message = f'the action "{key.text}" exists, but is not modelled'
            self._notes.add(Rule.UNMODELLED_ACTION, message, key.span, "its expressions are checked, no more")
        elif kind is None and self._strict:
            hint = did_you_mean(key.text, CATALOGUE)
            self._notes.add(Rule.UNKNOWN_ACTION, f'no action "{key.text}" is known', key.span, hint)

    def _note_property(self, entry: Entry, kind: ActionKind) -> None:
        if self._strict and kind.model is not None:
            known = [shape.at.rsplit(".", 1)[-1] for shape in fields_of(kind.model).values()]
            hint = did_you_mean(entry.key.text, known)
            message = f'{kind.name} has no property "{entry.key.text}" that is known'
            self._notes.add(Rule.UNKNOWN_PROPERTY, message, entry.key.span, hint)

    def _check_branch(self, key: Scalar, kind: ActionKind) -> None:
        if kind.branches is not None and key.text not in kind.branches:
            hint = did_you_mean(key.text, kind.branches) or f"it has: {', '.join(kind.branches) or 'none'}"
            self._notes.add(Rule.UNKNOWN_BRANCH, f'{kind.name} has no output "{key.text}"', key.span, hint)


def _name(body: Node, kind: str) -> str:
    name = body.get("name") if isinstance(body, Mapping) else None
    return name.text if isinstance(name, Scalar) and name.text else kind


def _action_lists(node: Node, way: tuple[str, ...] = ()) -> Iterator[tuple[str, Node]]:
    """Every list of actions under the body of an action that is not modelled, by a name for the branch."""
    if isinstance(node, Mapping):
        for entry in node:
            if entry.key.text in ("actions", "choices") and isinstance(entry.value, Sequence):
                yield ".".join(way) or entry.key.text, entry.value
            else:
                step = () if entry.key.text in ("outputs", "evaluate") else (entry.key.text,)
                yield from _action_lists(entry.value, (*way, *step))
    elif isinstance(node, Sequence):
        for number, entry in enumerate(listed(node), 1):
            yield from _action_lists(entry.value, (*way[:-1], f"{entry.key.text}{number}"))

"""Lists of one-key mappings, the way in which flow YAML writes actions, states, variables, cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.form_reader import is_empty
from genesys_deploy.architect.flow.notes import Rule
from genesys_deploy.source.document import Entry, Mapping, Node, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from genesys_deploy.architect.flow.notes import Notes

__all__ = ["listed", "noted_list"]


def listed(node: Node | None, *names: str) -> Iterator[Entry]:
    """The entries of the list that have the wanted shape, `- <name>: …`; any name where none is given."""
    if isinstance(node, Sequence):
        for item in node:
            match item:
                case Mapping(entries=(entry,)) if not names or entry.key.text in names:
                    yield entry


def noted_list(node: Node | None, notes: Notes, *names: str) -> Iterator[Entry]:
    """As `listed`; everything that has another shape is noted."""
    if node is None or is_empty(node):
        return
    if not isinstance(node, Sequence):
        notes.add(Rule.WRONG_SHAPE, "this must be a list", node.span)
        return
    for item in node:
        match item:
            case Mapping(entries=(entry,)) if not names or entry.key.text in names:
                yield entry
            case _:
                wanted = " or ".join(f'"- {name}: …"' for name in names) or "one key with its value"
                notes.add(Rule.WRONG_SHAPE, f"each item of this list is {wanted}", item.span)

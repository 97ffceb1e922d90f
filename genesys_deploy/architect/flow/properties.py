"""Finds the properties of an action that its model does not know."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from genesys_deploy.source.document import Entry, Mapping, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["unknown_properties"]

_Tree: TypeAlias = "dict[str, _Tree]"
_OF_EVERY_ACTION: Final = ("name", "outputs", "none")


def unknown_properties(body: Node, known: frozenset[str]) -> Iterator[Entry]:
    """The entries that no known way leads to; one that lies deeper is called by its whole way, `evaluate.x`."""
    return _unknown(body, _tree(known), "")


def _unknown(node: Node, tree: _Tree, way: str) -> Iterator[Entry]:
    if not tree or "*" in tree or not isinstance(node, Mapping):
        if "*" in tree and isinstance(node, Mapping):
            for entry in node:
                yield from _unknown(entry.value, tree["*"], f"{way}{entry.key.text}.")
        return
    for entry in node:
        if entry.key.text in tree:
            yield from _unknown(entry.value, tree[entry.key.text], f"{way}{entry.key.text}.")
        elif entry.key.text != "none":
            key = entry.key
            yield Entry(Scalar(key.value, way + key.text, key.span, key.quoted), entry.value)


@cache
def _tree(known: frozenset[str]) -> _Tree:
    root: _Tree = {name: {} for name in _OF_EVERY_ACTION}
    for at in known:
        branch = root
        for step in at.split("."):
            branch = branch.setdefault(step, {})
    return root

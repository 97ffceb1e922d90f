"""`{{ setting }}` inside the strings of a file."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from genesys_deploy.source.document import Entry, Mapping, Node, Scalar, Sequence
from genesys_deploy.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping as AbstractMapping

    from genesys_deploy.source.decode import Problems

__all__ = ["fill_settings", "unfilled_settings"]

_OPENING = "{{"
_PLACEHOLDER = re.compile(r"\{\{(?:\s*([A-Za-z_][\w.-]*)\s*\}\})?")


def unfilled_settings(text: str) -> dict[str, str]:
    """Settings by which every placeholder of a text stays as it is, for who reads a file without an org's settings."""
    return {name: f"{{{{ {name} }}}}" for name in _PLACEHOLDER.findall(text) if name}


def fill_settings(node: Node, settings: AbstractMapping[str, str], problems: Problems) -> Node:
    """The same tree with every placeholder filled; what cannot be filled goes to `problems`."""
    match node:
        case Scalar(text=text) if _OPENING in text:
            return _fill(node, settings, problems)
        case Scalar():
            return node
        case Sequence(items=items, span=span):
            return Sequence(tuple(fill_settings(item, settings, problems) for item in items), span)
        case Mapping(entries=entries, span=span):
            filled = (Entry(entry.key, fill_settings(entry.value, settings, problems)) for entry in entries)
            return Mapping(tuple(filled), span)


def _fill(node: Scalar, settings: AbstractMapping[str, str], problems: Problems) -> Scalar:
    def value_of(found: re.Match[str]) -> str:
        name = found[1]
        if name in settings:
            return settings[name]
        if name is None:
            hint = "write {{ name }}, with the name of a setting"
            problems.add("a placeholder that names no setting", node.span, hint)
        else:
            hint = did_you_mean(name, settings) or "add it to the settings"
            problems.add(f'there is no setting "{name}"', node.span, hint)
        return found[0]

    text = _PLACEHOLDER.sub(value_of, node.text)
    return replace(node, value=text, text=text)

"""Which Data Actions a flow calls, and the same flow with other names for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from genesys_deploy.resources import FlowResource, Kind
from genesys_deploy.source.document import Mapping as MappingNode
from genesys_deploy.source.document import Node, Scalar, Sequence
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.resources import Resource
    from genesys_deploy.source.span import Span

__all__ = ["called_actions", "with_calls"]


def called_actions(resource: Resource) -> list[str]:
    """The declared names of the Data Actions that a flow calls."""
    return sorted(need.name for need in resource.needs if need.kind is Kind.DATA_ACTION)


def with_calls(resource: Resource, names: Mapping[str, str]) -> Resource:
    """A flow that calls Data Actions by `names` (declared to actual); anything else as it is."""
    if not isinstance(resource, FlowResource):
        return resource
    other = {name: names[name] for name in called_actions(resource) if names.get(name, name) != name}
    return replace(resource, yaml_text=_renamed(resource.yaml_text, other)) if other else resource


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """The YAML with the keys under each `dataAction` renamed; all else, and each line, stays where it is."""
    lines = text.splitlines(keepends=True)
    root = read_yaml(text, IdentityMap("the flow")).root
    places = sorted(_calls(root, names), key=lambda place: place[0].start, reverse=True)
    for span, name in places:
        line = lines[span.start.line - 1]
        start, end = span.start.column - 1, span.end.column - 1
        lines[span.start.line - 1] = f'{line[:start]}"{names[name]}"{line[end:]}'
    return "".join(lines)


def _calls(node: Node, names: Mapping[str, str]) -> Iterator[tuple[Span, str]]:
    match node:
        case MappingNode(entries=entries):
            for entry in entries:
                if entry.key.text == "dataAction" and isinstance(entry.value, MappingNode):
                    called = (one.key for one in entry.value if one.key.text in names)
                    yield from ((key.span, key.text) for key in called)
                yield from _calls(entry.value, names)
        case Sequence(items=items):
            for item in items:
                yield from _calls(item, names)
        case Scalar():
            return

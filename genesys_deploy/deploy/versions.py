"""Data Actions whose contract changes: the next version is made beside the old one, and the flows move over.

The platform lets nobody change a contract that is published. The old version stays, so that conversations that
are under way end as they began.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from genesys_deploy.deploy.change import Change
from genesys_deploy.deploy.comparison import compare
from genesys_deploy.resources import DataActionResource, FlowResource, Kind, Ownership
from genesys_deploy.resources.action_version import next_name
from genesys_deploy.source.document import Mapping as MappingNode
from genesys_deploy.source.document import Node, Scalar, Sequence
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from genesys_deploy.deploy.snapshot import Snapshot
    from genesys_deploy.platform.org import Held
    from genesys_deploy.resources import Names, Resource
    from genesys_deploy.source.span import Span

__all__ = ["Versions", "must_be_replaced", "versioned"]


@dataclass(frozen=True, slots=True)
class Versions:
    """By declared name, what the org will call the version in use after this apply."""

    next: Mapping[str, str]

    @classmethod
    def of(cls, resources: Iterable[Resource], snapshot: Snapshot) -> Versions:
        actions = (one for one in resources if isinstance(one, DataActionResource))
        held = ((one, snapshot.held.get(one.key)) for one in actions)
        return cls({one.name: _name(one, there, snapshot) for one, there in held if there})

    def moved(self, resource: Resource) -> Resource:
        """A flow that calls Data Actions by the names they will have; anything else as it is."""
        if not isinstance(resource, FlowResource):
            return resource
        names = {name: self.next[name] for name in _called(resource) if self.next.get(name, name) != name}
        return replace(resource, yaml_text=_renamed(resource.yaml_text, names)) if names else resource

    def moves(self, flow: Resource) -> tuple[Change, ...]:
        """Which Data Actions a flow calls by another name than it was declared with."""
        return tuple(
            Change("Data Action", name, self.next[name])
            for name in _called(flow)
            if self.next.get(name, name) != name
        )


def _called(flow: Resource) -> list[str]:
    return sorted(need.name for need in flow.needs if need.kind is Kind.DATA_ACTION)


def versioned(wanted: DataActionResource, held: Held) -> DataActionResource:
    """The next version, of another name."""
    name = next_name(held.wire.text("name"), wanted.name)
    return replace(wanted, action=replace(wanted.action, name=name))


def must_be_replaced(wanted: Resource, held: Held, names: Names) -> bool:
    """Whether only a new version will do; what is not ours is not replaced."""
    if not isinstance(wanted, DataActionResource) or wanted.ownership is not Ownership.OWN:
        return False
    return bool(compare(wanted, held, names).forbidden)


def _name(wanted: DataActionResource, held: Held, snapshot: Snapshot) -> str:
    unchanged = wanted.key in snapshot.unchanged or wanted.ownership is Ownership.REFERENCE
    if not unchanged and must_be_replaced(wanted, held, snapshot.names):
        return versioned(wanted, held).name
    return held.wire.text("name")


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

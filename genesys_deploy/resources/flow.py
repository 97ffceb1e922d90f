"""An Architect flow as it is published: a rendered YAML text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from genesys_deploy.resources.key import Key, Kind, Ownership

if TYPE_CHECKING:
    from genesys_deploy.resources.wire import Names, Wire
    from genesys_deploy.source.source_map import SourceMap
    from genesys_deploy.source.span import Span

__all__ = ["FlowResource"]


@dataclass(frozen=True, slots=True)
class FlowResource:
    """`type` is the root word of its YAML (`inboundShortMessage`); `needs` are all objects that it names.

    `source` leads from a line of the YAML to the line of the template that made it. `version`, where given, is a
    version that was published before, of that text: it is put in force again, and no new one is made.
    """

    name: str
    type: str
    yaml_text: str = field(repr=False)
    needs: frozenset[Key] = frozenset()
    division: str | None = None
    ownership: Ownership = Ownership.OWN
    version: str = ""
    renamed_from: str = ""
    source: SourceMap | None = field(default=None, compare=False, repr=False)
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(Kind.FLOW, self.name, self.type, within=self.division or "")

    @classmethod
    def from_wire(cls, wire: Wire, names: Names) -> Self:
        """`wire` is the flow with the export of its published version under `yaml`."""
        division = wire.name_of("division", names) or None
        return cls(wire.text("name"), wire.text("type").lower(), wire.text("yaml"), division=division)

"""Where each value of a document stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.source.document import Mapping, Node

if TYPE_CHECKING:
    from genesys_deploy.source.span import Span

__all__ = ["Places"]


@dataclass(frozen=True, slots=True)
class Places:
    """Answers for the document below `root`."""

    root: Node

    def of(self, *keys: str) -> Span:
        """The place of the value that the keys lead to; where it is not written, that of the last one on the way."""
        node = self.root
        for key in keys:
            below = node.get(key) if isinstance(node, Mapping) else None
            if below is None:
                break
            node = below
        return node.span

    def of_key(self, *keys: str) -> Span:
        """The place of the last key itself."""
        node = self.root
        for key in keys:
            entry = node.entry(key) if isinstance(node, Mapping) else None
            if entry is None:
                return node.span
            node, span = entry.value, entry.key.span
        return span if keys else node.span

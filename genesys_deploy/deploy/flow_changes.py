"""A rendered flow against the export of its published version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.deploy.change import Change
from genesys_deploy.deploy.json_changes import json_changes
from genesys_deploy.source.document import plain
from genesys_deploy.source.errors import SourceError
from genesys_deploy.source.source_map import IdentityMap
from genesys_deploy.source.yaml_reader import read_yaml

if TYPE_CHECKING:
    from typing import Any

__all__ = ["flow_changes"]


def flow_changes(published: str, wanted: str) -> tuple[Change, ...]:
    """Nothing where both say the same flow, however it is laid out."""
    if not published:
        return (Change("flow", "", "published for the first time"),)
    try:
        before = _content(published)
    except SourceError:
        return (Change("flow", "an export that cannot be read", "published anew"),)
    return tuple(json_changes(before, _content(wanted), "flow"))


def _content(text: str) -> Any:
    return plain(read_yaml(text, IdentityMap("the flow")).root)

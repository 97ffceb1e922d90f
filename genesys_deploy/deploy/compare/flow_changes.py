"""A rendered flow against the export of its published version, meaning against meaning."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.difference import Difference, differences
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.deploy.compare.change import Change
from genesys_deploy.source.errors import SourceError
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from genesys_deploy.architect.flow.model import Flow
    from genesys_deploy.resources import FlowResource

__all__ = ["flow_changes"]


def flow_changes(published: str, wanted: FlowResource) -> tuple[Change, ...]:
    """Which steps, branches and values differ; nothing where both say the same flow, however it is laid out.

    Raises:
        SourceError: what is declared is no flow.
    """
    after = _read(wanted)
    if not published:
        return (Change("flow", "", "published for the first time"),)
    try:
        before, _ = read_flow_text(published, IdentityMap(f"the published {wanted.key}"))
    except SourceError:
        return (Change("flow", "an export that cannot be read", "published anew"),)
    return tuple(_change(difference) for difference in differences(before, after))


def _read(wanted: FlowResource) -> Flow:
    source = wanted.source or IdentityMap(str(wanted.key))
    flow, _ = read_flow_text(wanted.yaml_text, source)
    return flow


def _change(difference: Difference) -> Change:
    return Change(difference.path, _text(difference.before), _text(difference.after))


def _text(value: object) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

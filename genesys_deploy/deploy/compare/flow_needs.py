"""What a flow's YAML names in an org: Data Actions, queues, skills, data tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.actions import CallData, DataTableLookup
from genesys_deploy.architect.flow.forms import Literal
from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.architect.flow.uses import every_action, every_use
from genesys_deploy.resources import Key, Kind
from genesys_deploy.source.document import Mapping as MappingNode
from genesys_deploy.source.document import Scalar, Sequence
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from genesys_deploy.source.document import Node

__all__ = ["needs_of_flow"]

_KINDS: Mapping[str, Kind] = {"queue": Kind.QUEUE, "skill": Kind.SKILL, "languageSkill": Kind.LANGUAGE}


def needs_of_flow(text: str) -> frozenset[Key]:
    """The objects that stand in it by name; what its expressions look up while it runs is not known.

    Raises:
        SourceError: it is no flow.
    """
    flow, _ = read_flow_text(text, IdentityMap("the published flow"))
    calls = (action for _, action in every_action(flow) if isinstance(action, CallData))
    actions = {Key(Kind.DATA_ACTION, call.data_action.text, within=call.category.text) for call in calls}
    literals = (
        (use.type.kind, use.form.node)
        for use in every_use(flow)
        if use.type and isinstance(use.form, Literal)
    )
    named = {Key(_KINDS[kind], name) for kind, node in literals if kind in _KINDS for name in _names(node)}
    lookups = (action for _, action in every_action(flow) if isinstance(action, DataTableLookup))
    tables = {Key(Kind.DATA_TABLE, lookup.data_table.text) for lookup in lookups}
    return frozenset(actions | named | tables)


def _names(node: Node) -> Iterator[str]:
    match node:
        case Sequence(items=items):
            for item in items:
                yield from _names(item)
        case MappingNode():
            name, inner = node.get("name"), node.get("lit")
            if isinstance(name, Scalar):
                yield name.text
            elif inner is not None:
                yield from _names(inner)

"""Participant data that a message brings although the flow writes them itself.

A flow may trust what it wrote for an earlier message of a conversation: who sets that from outside passes for whom they
like. The platform refuses nothing here, so neither does the local org; it says so.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from genesys_deploy.architect.flow.reader import read_flow_text
from genesys_deploy.local_org.flows.check import FILE
from genesys_deploy.local_org.flows.model import Flow, published_text
from genesys_deploy.simulate.prove.facts import attributes_written
from genesys_deploy.source.source_map import IdentityMap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from genesys_deploy.local_org.objects.recipient_model import Recipient
    from genesys_deploy.local_org.org import Org

__all__ = ["warnings_of"]


def warnings_of(org: Org, recipient: Recipient, names: Iterable[str]) -> list[str]:
    """One sentence for each name that the recipient's flow writes itself."""
    brought = sorted(names)
    with org.lock:
        flow = org.table(Flow).get(recipient.flow_id) if brought else None
        text = published_text(org, flow) if flow else None
    if flow is None or text is None:
        return []
    return [
        f'{name} is written by "{flow.name}" itself, which may trust it: '
        "make sure that nothing outside of the flow can set it in a real org"
        for name in brought
        if name in _written(text)
    ]


@lru_cache(maxsize=50)
def _written(text: str) -> frozenset[str]:
    flow, _ = read_flow_text(text, IdentityMap(FILE))
    return attributes_written(flow)

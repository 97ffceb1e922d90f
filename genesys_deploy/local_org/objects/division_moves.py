"""Moving objects from one division to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.local_org.flows.model import Flow
from genesys_deploy.local_org.http.exchange import Answer, Request, empty
from genesys_deploy.local_org.http.refusal import bad_value
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.datatables import DataTable
from genesys_deploy.local_org.objects.organization import divisions
from genesys_deploy.local_org.objects.routing import Queue

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES"]

_KINDS: dict[str, type[Queue | Flow | DataTable]] = {
    "QUEUE": Queue,
    "FLOW": Flow,
    "DATATABLES": DataTable,
}


def _move(org: Org, request: Request) -> Answer:
    division, kind = divisions(org)[request.path["divisionId"]], request.path["objectType"].upper()
    if kind not in _KINDS:
        raise bad_value(f"This local org moves no {kind}; it moves {', '.join(_KINDS)}")
    table = org.table(_KINDS[kind])
    moved = [table[object_id] for object_id in request.body(list[str])]
    for row in moved:
        table.change(row.id, division_id=division.id)
    return empty(200)


ROUTES = (Route("POST", "/api/v2/authorization/divisions/{divisionId}/objects/{objectType}", _move),)

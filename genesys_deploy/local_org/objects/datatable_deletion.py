"""Deleting a data table: its rows go with it, unless a flow looks something up in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from genesys_deploy.local_org.flows.dependencies import users_of
from genesys_deploy.local_org.http.exchange import Answer, Request, empty
from genesys_deploy.local_org.http.refusal import Refusal
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.datatables import DataTable

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES"]


def _delete(org: Org, request: Request) -> Answer:
    table = org.table(DataTable).get(request.path["datatableId"])
    if table is None:
        raise Refusal(404, "flows.datatables.table.not.found", "The datatable could not be found.")
    users = users_of(org, "DATATABLE", table.id)
    if users and not request.flag("force"):
        names = ", ".join(flow.name for flow in users)
        raise Refusal(409, "general.conflict", f"The datatable is used by {names}; delete it with force=true")
    org.table(DataTable).remove(table.id)
    return empty()


ROUTES = (
    Route("DELETE", "/api/v2/flows/datatables/{datatableId}", _delete, ("architect:datatable:delete",)),
)

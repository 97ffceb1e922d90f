"""Everything that the local org answers, in one table; the docs are generated from it."""

from __future__ import annotations

from genesys_deploy.local_org import (
    action_drafts,
    actions,
    conversations,
    credentials,
    datatable_deletion,
    datatables,
    dependencies,
    division_moves,
    executions,
    flow_editing,
    flow_exports,
    flow_jobs,
    flows,
    inbound,
    integrations,
    local_api,
    notifications,
    oauth,
    open_messaging,
    organization,
    recipients,
    rerouting,
    routing,
    triggers,
)
from genesys_deploy.local_org.route import RouteTable

__all__ = ["ROUTES"]

ROUTES = RouteTable(
    (
        *oauth.ROUTES,
        *organization.ROUTES,
        *division_moves.ROUTES,
        *routing.ROUTES,
        *credentials.ROUTES,
        *integrations.ROUTES,
        *actions.ROUTES,
        *action_drafts.ROUTES,
        *flow_jobs.ROUTES,
        *flow_exports.ROUTES,
        *flows.ROUTES,
        *flow_editing.ROUTES,
        *datatables.ROUTES,
        *datatable_deletion.ROUTES,
        *dependencies.ROUTES,
        *triggers.ROUTES,
        *executions.ROUTES,
        *notifications.ROUTES,
        *recipients.ROUTES,
        *open_messaging.ROUTES,
        *inbound.ROUTES,
        *conversations.ROUTES,
        *rerouting.ROUTES,
        *local_api.ROUTES,
    )
)

"""Everything that the local org answers, in one table; the docs are generated from it."""

from __future__ import annotations

from genesys_deploy.local_org import local_api
from genesys_deploy.local_org.conversations import answers as conversations
from genesys_deploy.local_org.conversations import executions, inbound, rerouting
from genesys_deploy.local_org.data_actions import drafts as action_drafts
from genesys_deploy.local_org.data_actions import published as actions
from genesys_deploy.local_org.flows import dependencies
from genesys_deploy.local_org.flows import editing as flow_editing
from genesys_deploy.local_org.flows import exports as flow_exports
from genesys_deploy.local_org.flows import jobs as flow_jobs
from genesys_deploy.local_org.flows import published as flows
from genesys_deploy.local_org.http import oauth
from genesys_deploy.local_org.http.route import RouteTable
from genesys_deploy.local_org.objects import (
    credentials,
    datatable_deletion,
    datatables,
    division_moves,
    integrations,
    notifications,
    open_messaging,
    organization,
    recipients,
    routing,
    triggers,
)

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

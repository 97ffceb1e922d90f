"""Everything that the local org answers, in one table; the docs are generated from it."""

from __future__ import annotations

from genesys_deploy.local_org import oauth, organization, routing
from genesys_deploy.local_org.route import RouteTable

__all__ = ["ROUTES"]

ROUTES = RouteTable(
    (
        *oauth.ROUTES,
        *organization.ROUTES,
        *routing.ROUTES,
    )
)

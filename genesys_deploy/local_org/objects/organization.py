"""The organization itself, and its divisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.http.exchange import Answer, Request, empty, ok
from genesys_deploy.local_org.http.paging import matches, page
from genesys_deploy.local_org.http.refusal import Refusal, not_found
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.org import new_id
from genesys_deploy.local_org.table import Row, Table

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = [
    "HOME_DIVISION_ID",
    "ORGANIZATION_ID",
    "ROUTES",
    "Division",
    "division_of",
    "division_ref",
    "divisions",
]

ORGANIZATION_ID = "10ca1000-0000-4000-8000-000000000001"
DATA_ACTIONS = "dataactions"
HOME_DIVISION_ID = "10ca1000-0000-4000-8000-0000000000d1"


class Division(Row, frozen=True, kw_only=True):
    name: str
    description: str = ""


class DivisionBody(msgspec.Struct, frozen=True):
    name: str
    description: str = ""


class DivisionId(msgspec.Struct, frozen=True):
    id: str | None = None


def divisions(org: Org) -> Table[Division]:
    """All divisions; the home division is always there."""
    table = org.table(Division)
    if table.get(HOME_DIVISION_ID) is None:
        table.put(Division(id=HOME_DIVISION_ID, name="Home", description="The home division"))
    return table


def division_of(org: Org, named: DivisionId | None) -> str:
    """The id of the division that a body names; the home division where it names none.

    Raises:
        Refusal: 404, there is no such division.
    """
    if named is None or not named.id or named.id == "*":
        return HOME_DIVISION_ID
    return divisions(org)[named.id].id


def division_ref(org: Org, division_id: str) -> dict[str, str]:
    division = divisions(org)[division_id]
    return {
        "id": division.id,
        "name": division.name,
        "selfUri": f"/api/v2/authorization/divisions/{division.id}",
    }


def _wire(division: Division) -> dict[str, Any]:
    return {
        "id": division.id,
        "name": division.name,
        "description": division.description,
        "homeDivision": division.id == HOME_DIVISION_ID,
        "objectCounts": {},
        "selfUri": f"/api/v2/authorization/divisions/{division.id}",
    }


def _organization(org: Org, request: Request) -> Answer:
    del request
    return ok(
        {
            "id": ORGANIZATION_ID,
            "name": org.settings.name,
            "thirdPartyOrgName": org.settings.name,
            "defaultLanguage": "en-US",
            "defaultCountryCode": "US",
            "domain": "local",
            "version": 1,
            "state": "active",
            "productPlatform": "GenesysCloud",
            "features": {},
            "selfUri": "/api/v2/organizations/me",
        }
    )


def _products(org: Org, request: Request) -> Answer:
    del org, request
    products = [{"id": "digital"}, {"id": "messaging"}]
    return ok({"entities": products, "total": len(products), "pageSize": 25, "pageNumber": 1, "pageCount": 1})


def _limits(org: Org, request: Request) -> Answer:
    """The limits of a namespace; of most of them nothing is known here, and nothing is told."""
    namespace = request.path["namespaceName"]
    known = {
        DATA_ACTIONS: {
            "actions.concurrent.executions.max": org.settings.data_actions_at_once,
            "requests.volume.max": org.settings.data_actions_per_minute,
        }
    }
    limits = known.get(namespace, {})
    return ok(
        {"entities": [{"key": key, "namespace": namespace, "value": value} for key, value in limits.items()]}
    )


def _list(org: Org, request: Request) -> Answer:
    name, ids = request.one("name"), request.many("id")
    found = divisions(org).where(
        lambda row: (not name or matches(row.name, f"*{name}*")) and (not ids or row.id in ids)
    )
    return page(request, [_wire(row) for row in sorted(found, key=lambda row: row.name.casefold())])


def _home(org: Org, request: Request) -> Answer:
    del request
    return ok(_wire(divisions(org)[HOME_DIVISION_ID]))


def _get(org: Org, request: Request) -> Answer:
    return ok(_wire(divisions(org)[request.path["divisionId"]]))


def _create(org: Org, request: Request) -> Answer:
    body = request.body(DivisionBody)
    _refuse_duplicate(org, body.name, "")
    return ok(_wire(divisions(org).put(Division(id=new_id(), name=body.name, description=body.description))))


def _put(org: Org, request: Request) -> Answer:
    body, division_id = request.body(DivisionBody), request.path["divisionId"]
    _refuse_duplicate(org, body.name, division_id)
    return ok(_wire(divisions(org).change(division_id, name=body.name, description=body.description)))


def _delete(org: Org, request: Request) -> Answer:
    if request.path["divisionId"] == HOME_DIVISION_ID:
        raise Refusal(400, "bad.request", "The home division cannot be deleted")
    divisions(org).remove(request.path["divisionId"])
    return empty()


def _refuse_duplicate(org: Org, name: str, own_id: str) -> None:
    if divisions(org).find(lambda row: row.name.casefold() == name.casefold() and row.id != own_id):
        raise Refusal(409, "general.conflict", f"A division with the name {name} already exists")


def _permitted(org: Org, request: Request) -> Answer:
    return ok(_permitted_divisions(org, request))


def _permitted_by_page(org: Org, request: Request) -> Answer:
    return page(request, _permitted_divisions(org, request))


def _permitted_divisions(org: Org, request: Request) -> list[dict[str, Any]]:
    """Which divisions the client holds a permission in: all of them, or none."""
    permission = request.one("permission")
    client = next((one for one in org.settings.clients if one.id == request.client_id), None)
    if client is None:
        raise not_found("OAuthClient", request.client_id)
    held = client.permissions is None or permission in client.permissions
    return [_wire(row) for row in divisions(org)] if held else []


ROUTES = (
    Route("GET", "/api/v2/organizations/me", _organization),
    Route("GET", "/api/v2/organizations/limits/namespaces/{namespaceName}", _limits),
    Route("GET", "/api/v2/authorization/products", _products),
    Route("GET", "/api/v2/authorization/divisions", _list),
    Route(
        "POST",
        "/api/v2/authorization/divisions",
        _create,
        ("authorization:division:add", "authorization:grant:add"),
        needs_all=True,
    ),
    Route("GET", "/api/v2/authorization/divisions/home", _home),
    Route("GET", "/api/v2/authorization/divisions/{divisionId}", _get),
    Route("PUT", "/api/v2/authorization/divisions/{divisionId}", _put, ("authorization:division:edit",)),
    Route(
        "DELETE", "/api/v2/authorization/divisions/{divisionId}", _delete, ("authorization:division:delete",)
    ),
    Route("GET", "/api/v2/authorization/divisionspermitted/me", _permitted),
    Route("GET", "/api/v2/authorization/divisionspermitted/paged/me", _permitted_by_page),
)

"""Published Data Actions: list, create, change, delete, run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genesys_deploy.local_org.data_actions.calls import execute, try_out
from genesys_deploy.local_org.data_actions.model import (
    CONTRACT_FIXED,
    Action,
    ActionBody,
    Draft,
    StoredAction,
    action_wire,
    changed_fields,
    check_version,
    faults_of,
    new_fields,
)
from genesys_deploy.local_org.http.exchange import Answer, Request, empty, ok, text
from genesys_deploy.local_org.http.paging import page
from genesys_deploy.local_org.http.refusal import bad_value, not_found
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.org import new_id

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES", "listed", "template"]


def listed(request: Request, actions: tuple[StoredAction, ...]) -> Answer:
    """Filtered by part of the name, by category, by ids; with `includeConfig` also the configuration."""
    name, category, ids = request.one("name").casefold(), request.one("category"), request.many("ids")
    secure, config = request.one("secure").casefold(), request.flag("includeConfig")
    found = [
        action_wire(action, contract=False, config=config)
        for action in sorted(actions, key=lambda action: action.name.casefold())
        if name in action.name.casefold()
        and (not category or action.category.casefold() == category.casefold())
        and (not ids or action.id in ids)
        and (not secure or action.secure is (secure == "true"))
    ]
    return page(request, found)


def template(action: StoredAction, file_name: str) -> Answer:
    """The text of a template; 404 where the action has none of its own."""
    place = {
        "requesttemplate.vm": ("request", "requestTemplate"),
        "successtemplate.vm": ("response", "successTemplate"),
    }
    part, key = place.get(file_name, ("", ""))
    found = (action.config.get(part) or {}).get(key)
    if not found:
        raise not_found("template", file_name)
    return text(found)


def _list(org: Org, request: Request) -> Answer:
    return listed(request, tuple(org.table(Action)))


def _create(org: Org, request: Request) -> Answer:
    action = Action(id=new_id(), **new_fields(org, request.body(ActionBody)))
    faults = faults_of(action)
    if faults:
        raise bad_value("; ".join(faults))
    return ok(action_wire(org.table(Action).put(action)))


def _get(org: Org, request: Request) -> Answer:
    action = org.table(Action)[request.path["actionId"]]
    contract = "contract" in request.many("expand")
    return ok(action_wire(action, contract=contract, config=request.flag("includeConfig")))


def _patch(org: Org, request: Request) -> Answer:
    """Name, category and configuration can change; the contract, once published, cannot."""
    action, body = org.table(Action)[request.path["actionId"]], request.body(dict[str, Any])
    check_version(body, action)
    if body.get("contract") is not None and body["contract"] != action.contract:
        raise bad_value(CONTRACT_FIXED)
    fields = changed_fields(body, ("name", "category", "config"))
    return ok(action_wire(org.table(Action).change(action.id, version=action.version + 1, **fields)))


def _delete(org: Org, request: Request) -> Answer:
    action = org.table(Action).remove(request.path["actionId"])
    if org.table(Draft).get(action.id) is not None:
        org.table(Draft).remove(action.id)
    return empty()


def _template(org: Org, request: Request) -> Answer:
    return template(org.table(Action)[request.path["actionId"]], request.path["fileName"])


def _execute(org: Org, request: Request) -> Answer:
    with org.lock:
        action = org.table(Action)[request.path["actionId"]]
    return ok(execute(org, action, request.optional_body(dict[str, Any], {})))


def _test(org: Org, request: Request) -> Answer:
    with org.lock:
        action = org.table(Action)[request.path["actionId"]]
    return ok(try_out(org, action, request.optional_body(dict[str, Any], {})))


_VIEW, _ADD, _EDIT, _DELETE, _EXECUTE = (
    f"integrations:action:{verb}" for verb in ("view", "add", "edit", "delete", "execute")
)
_ACTIONS = "/api/v2/integrations/actions"

ROUTES = (
    Route("GET", _ACTIONS, _list, (_VIEW, "bridge:actions:view")),
    Route("POST", _ACTIONS, _create, (_ADD,)),
    Route("GET", f"{_ACTIONS}/{{actionId}}", _get, (_VIEW, "bridge:actions:view")),
    Route("PATCH", f"{_ACTIONS}/{{actionId}}", _patch, (_EDIT,)),
    Route("DELETE", f"{_ACTIONS}/{{actionId}}", _delete, (_DELETE,)),
    Route(
        "GET", f"{_ACTIONS}/{{actionId}}/templates/{{fileName}}", _template, (_VIEW, "bridge:actions:view")
    ),
    Route(
        "POST",
        f"{_ACTIONS}/{{actionId}}/execute",
        _execute,
        (_EXECUTE, "bridge:actions:execute"),
        exclusive=False,
    ),
    Route(
        "POST", f"{_ACTIONS}/{{actionId}}/test", _test, (_EXECUTE, "bridge:actions:execute"), exclusive=False
    ),
)

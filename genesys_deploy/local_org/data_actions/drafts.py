"""Drafts of Data Actions: worked on, validated, tried, published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.data_actions.calls import try_out
from genesys_deploy.local_org.data_actions.model import (
    CONTRACT_FIXED,
    UNPUBLISHED_VERSION,
    Action,
    ActionBody,
    Draft,
    action_wire,
    changed_fields,
    check_version,
    faults_of,
    new_fields,
)
from genesys_deploy.local_org.data_actions.published import listed, template
from genesys_deploy.local_org.http.exchange import Answer, Request, empty, ok
from genesys_deploy.local_org.http.refusal import Refusal, bad_value
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.org import new_id

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES"]


def _list(org: Org, request: Request) -> Answer:
    return listed(request, tuple(org.table(Draft)))


def _create(org: Org, request: Request) -> Answer:
    draft = Draft(id=new_id(), **new_fields(org, request.body(ActionBody)))
    return ok(action_wire(org.table(Draft).put(draft)))


def _begin(org: Org, request: Request) -> Answer:
    """A draft of what is published, to be changed."""
    action = org.table(Action)[request.path["actionId"]]
    if org.table(Draft).get(action.id) is not None:
        raise Refusal(409, "general.conflict", "The action has a draft already")
    return ok(action_wire(org.table(Draft).put(Draft(**msgspec.structs.asdict(action)))))


def _get(org: Org, request: Request) -> Answer:
    contract = "contract" in request.many("expand")
    return ok(action_wire(_draft(org, request), contract=contract, config=request.flag("includeConfig")))


def _patch(org: Org, request: Request) -> Answer:
    draft, body = _draft(org, request), request.body(dict[str, Any])
    check_version(body, draft)
    fields = changed_fields(body, ("name", "category", "config", "contract", "secure"))
    return ok(action_wire(org.table(Draft).change(draft.id, version=draft.version + 1, **fields)))


def _discard(org: Org, request: Request) -> Answer:
    org.table(Draft).remove(request.path["actionId"])
    return empty()


def _validate(org: Org, request: Request) -> Answer:
    faults = _publishing_faults(org, _draft(org, request))
    errors = [Refusal(400, "invalid.schema", fault).body() for fault in faults]
    return ok({"valid": not errors, "errors": errors})


def _publish(org: Org, request: Request) -> Answer:
    draft, body = _draft(org, request), request.body(dict[str, Any])
    check_version(body, draft)
    faults = _publishing_faults(org, draft)
    if faults:
        raise bad_value("; ".join(faults))
    published = org.table(Action).get(draft.id)
    version = published.version + 1 if published else UNPUBLISHED_VERSION
    org.table(Draft).remove(draft.id)
    action = Action(**{**msgspec.structs.asdict(draft), "version": version})
    return ok(action_wire(org.table(Action).put(action)))


def _test(org: Org, request: Request) -> Answer:
    with org.lock:
        draft = _draft(org, request)
    return ok(try_out(org, draft, request.optional_body(dict[str, Any], {})))


def _template(org: Org, request: Request) -> Answer:
    return template(_draft(org, request), request.path["fileName"])


def _draft(org: Org, request: Request) -> Draft:
    return org.table(Draft)[request.path["actionId"]]


def _publishing_faults(org: Org, draft: Draft) -> tuple[str, ...]:
    published = org.table(Action).get(draft.id)
    fixed = published is not None and published.contract != draft.contract
    return ((CONTRACT_FIXED,) if fixed else ()) + faults_of(draft)


_VIEW = ("integrations:action:view", "bridge:actions:view")
_ADD, _EDIT, _DELETE, _EXECUTE = (
    f"integrations:action:{verb}" for verb in ("add", "edit", "delete", "execute")
)
_ACTIONS = "/api/v2/integrations/actions"
_DRAFT = f"{_ACTIONS}/{{actionId}}/draft"

ROUTES = (
    Route("GET", f"{_ACTIONS}/drafts", _list, _VIEW),
    Route("POST", f"{_ACTIONS}/drafts", _create, (_ADD,)),
    Route("POST", _DRAFT, _begin, (_EDIT,)),
    Route("GET", _DRAFT, _get, _VIEW),
    Route("PATCH", _DRAFT, _patch, (_EDIT,)),
    Route("DELETE", _DRAFT, _discard, (_DELETE,)),
    Route("GET", f"{_DRAFT}/validation", _validate, (_EDIT,)),
    Route("POST", f"{_DRAFT}/publish", _publish, (_EDIT,)),
    Route("POST", f"{_DRAFT}/test", _test, (_EXECUTE,), exclusive=False),
    Route("GET", f"{_DRAFT}/templates/{{fileName}}", _template, _VIEW),
)

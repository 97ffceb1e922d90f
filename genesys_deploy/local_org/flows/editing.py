"""Editing a flow as people do in Architect: it is locked, a draft is saved, checked in, or given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.flows.model import (
    DRAFT,
    Flow,
    FlowVersion,
    flow_wire,
    live_flow,
    named_flow,
    new_version,
    operation_wire,
    refuse_lock,
)
from genesys_deploy.local_org.http.exchange import Answer, Request, ok
from genesys_deploy.local_org.http.refusal import Refusal, not_found
from genesys_deploy.local_org.http.route import Route

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES"]

UNLOCK = "architect:flow:unlock"


class LockBody(msgspec.Struct, frozen=True):
    """`by` is a person's name, nobody's where it is empty; `draft` is the YAML that they have saved, if any."""

    flow: str
    by: str = ""
    draft: str = ""


def _edit(org: Org, request: Request) -> Answer:
    """Lock a flow as somebody does who edits it in Architect, and save a draft; without `by`, unlock it."""
    body = request.body(LockBody)
    flow = org.table(Flow).find(lambda one: one.name == body.flow and not one.deleted)
    if flow is None:
        raise not_found("Flow", body.flow)
    since = org.stamp() if body.by else ""
    org.table(Flow).change(flow.id, locked_by=body.by, locked_at=since, draft=body.draft if body.by else "")
    return ok({"flow": flow.name, "by": body.by})


def _checkout(org: Org, request: Request) -> Answer:
    flow = named_flow(org, request)
    refuse_lock(flow, request.client_id)
    locked = org.table(Flow).change(flow.id, locked_by=request.client_id, locked_at=org.stamp())
    return ok(flow_wire(org, locked))


def _checkin(org: Org, request: Request) -> Answer:
    """The draft becomes the latest version, and what is published stays so. Who may unlock, may do it for others."""
    flow = named_flow(org, request)
    if not _may_unlock(org, request.client_id):
        refuse_lock(flow, request.client_id)
    if not flow.locked_by:
        raise _not_locked()
    if flow.draft:
        version = new_version(org, flow, flow.draft, flow.locked_by, "CHECKIN")
        org.table(Flow).change(flow.id, latest=version.name)
    _give_back(org, flow)
    return ok(operation_wire("CHECKIN", request))


def _revert(org: Org, request: Request) -> Answer:
    """The draft is given up."""
    flow = named_flow(org, request)
    refuse_lock(flow, request.client_id)
    if not flow.locked_by:
        raise _not_locked()
    return ok(flow_wire(org, _give_back(org, flow)))


def _unlock(org: Org, request: Request) -> Answer:
    """Anybody's lock; whatever they have saved is published by it."""
    flow = named_flow(org, request)
    if flow.draft:
        version = new_version(org, flow, flow.draft, flow.locked_by, "PUBLISH")
        org.table(Flow).change(flow.id, latest=version.name, published=version.name)
    return ok(flow_wire(org, _give_back(org, flow)))


def _may_unlock(org: Org, client_id: str) -> bool:
    client = next((one for one in org.settings.clients if one.id == client_id), None)
    return client is not None and (client.permissions is None or UNLOCK in client.permissions)


def _give_back(org: Org, flow: Flow) -> Flow:
    return org.table(Flow).change(flow.id, locked_by="", locked_at="", draft="")


def _not_locked() -> Refusal:
    return Refusal(409, "architect.flow.not.locked.by.user", "Flow is not locked by the requesting user.")


def _begin_history(org: Org, request: Request) -> Answer:
    live_flow(org, request.path["flowId"])
    return ok(operation_wire("HISTORY", request))


def _history(org: Org, request: Request) -> Answer:
    """What became of a flow, the latest first; of all locks, the one that holds."""
    flow = live_flow(org, request.path["flowId"])
    versions = org.table(FlowVersion).where(lambda version: version.flow_id == flow.id)
    entries = [_entry(version.type, version.created, version.client_id, version.name) for version in versions]
    if flow.locked_by:
        entries.append(_entry("CHECKOUT", flow.locked_at, flow.locked_by, ""))
    wanted = request.many("action")
    found = [entry for entry in reversed(entries) if not wanted or entry["action"] in wanted]
    done = {**operation_wire("HISTORY", request), "id": request.path["historyId"]}
    return ok({**done, "entities": found, "pageNumber": 1, "pageSize": len(found), "total": len(found)})


def _entry(action: str, time: str, client_id: str, version: str) -> dict[str, Any]:
    return {"action": action, "timestamp": time, "client": {"id": client_id}, "version": version or DRAFT}


_VIEW, _EDIT = "architect:flow:view", "architect:flow:edit"
_FLOWS = "/api/v2/flows"

ROUTES = (
    Route("PUT", "/local/locks", _edit),
    Route("POST", f"{_FLOWS}/actions/checkout", _checkout, (_EDIT,)),
    Route("POST", f"{_FLOWS}/actions/checkin", _checkin, (_EDIT, UNLOCK)),
    Route("POST", f"{_FLOWS}/actions/revert", _revert, (_EDIT,)),
    Route("POST", f"{_FLOWS}/actions/unlock", _unlock, (UNLOCK,)),
    Route("POST", f"{_FLOWS}/{{flowId}}/history", _begin_history, (_VIEW,)),
    Route("GET", f"{_FLOWS}/{{flowId}}/history/{{historyId}}", _history, (_VIEW,)),
)

"""Flows: lists, versions, publishing an older version, deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from genesys_deploy.local_org.flows.check import check_flow
from genesys_deploy.local_org.flows.model import (
    Flow,
    FlowVersion,
    api_type,
    find_flow,
    flow_wire,
    live_flow,
    named_flow,
    operation_wire,
    refuse_lock,
    version_of,
    version_wire,
)
from genesys_deploy.local_org.http.exchange import Answer, Request, empty, ok
from genesys_deploy.local_org.http.paging import matches, page
from genesys_deploy.local_org.http.refusal import Refusal, bad_value
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.recipient_model import Recipient

if TYPE_CHECKING:
    from collections.abc import Callable

    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES"]


class FlowBody(msgspec.Struct, frozen=True):
    """What is understood of a flow that is written; its type and its versions are not to be changed so."""

    name: str
    description: str | None = None


def _list(org: Org, request: Request) -> Answer:
    ids = request.many("id")
    found = org.table(Flow).where(lambda flow: flow.id in ids if ids else _listed(flow, request))
    return page(
        request, [flow_wire(org, flow) for flow in sorted(found, key=lambda flow: flow.name.casefold())]
    )


def _listed(flow: Flow, request: Request) -> bool:
    wanted = _Filters(request)
    return all(passes(flow) for passes in wanted.all)


class _Filters:
    """Each filter of the list as a question to a flow; an absent one lets everything pass."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self.all: tuple[Callable[[Flow], bool], ...] = (
            lambda flow: not flow.deleted or request.flag("deleted"),
            lambda flow: self._one("name", lambda name: matches(flow.name, name)),
            lambda flow: self._one(
                "nameOrDescription", lambda text: matches(flow.name, text) or matches(flow.description, text)
            ),
            lambda flow: self._many("type", api_type(flow.kind)),
            lambda flow: self._many("divisionId", flow.division_id),
            lambda flow: self._one("lockedByClientId", lambda client: flow.locked_by == client),
            lambda flow: self._one("publishVersionId", lambda version: flow.published == version),
        )

    def _one(self, name: str, passes: Callable[[str], bool]) -> bool:
        value = self._request.one(name)
        return not value or passes(value)

    def _many(self, name: str, value: str) -> bool:
        wanted = self._request.many(name)
        return not wanted or value.casefold() in {word.casefold() for word in wanted}


def _get(org: Org, request: Request) -> Answer:
    flow = org.table(Flow).get(request.path["flowId"]) if request.flag("deleted") else None
    return ok(flow_wire(org, flow or live_flow(org, request.path["flowId"])))


def _put(org: Org, request: Request) -> Answer:
    """Give a flow another name or description, which only who has it checked out may do."""
    flow, body = live_flow(org, request.path["flowId"]), request.body(FlowBody)
    if flow.locked_by != request.client_id:
        raise Refusal(409, "architect.flow.not.locked.by.user", "Flow is not locked by requesting user.")
    if not body.name.strip() or "/" in body.name:
        raise Refusal(400, "architect.flow.validate.failed", "Failed to validate flow.")
    other = find_flow(org, body.name, flow.kind)
    if other is not None and other.id != flow.id:
        message = "A flow of the specified type with the specified name already exists."
        raise Refusal(409, "architect.flow.already.exists", message)
    description = flow.description if body.description is None else body.description
    return ok(flow_wire(org, org.table(Flow).change(flow.id, name=body.name, description=description)))


def _versions(org: Org, request: Request) -> Answer:
    flow = live_flow(org, request.path["flowId"])
    found = org.table(FlowVersion).where(lambda version: version.flow_id == flow.id)
    return page(request, [version_wire(version) for version in reversed(found)])


def _version(org: Org, request: Request) -> Answer:
    flow = live_flow(org, request.path["flowId"])
    return ok(version_wire(version_of(org, flow, request.path["versionId"])))


def _publish(org: Org, request: Request) -> Answer:
    """Make a version, the latest where none is named, the published one again."""
    flow = named_flow(org, request)
    refuse_lock(flow, request.client_id)
    version = version_of(org, flow, request.one("version") or flow.latest)
    faults = check_flow(org, version.text).faults
    if faults:
        code = "architect.flow.cannot.publish.missing.dependencies"
        raise Refusal(409, code, "; ".join(faults))
    org.table(Flow).change(flow.id, published=version.name)
    return ok(operation_wire("PUBLISH", request))


def _deactivate(org: Org, request: Request) -> Answer:
    flow = named_flow(org, request)
    refuse_lock(flow, request.client_id)
    return ok(flow_wire(org, org.table(Flow).change(flow.id, published="")))


def _delete(org: Org, request: Request) -> Answer:
    _remove(org, live_flow(org, request.path["flowId"]), request.client_id)
    return empty()


def _delete_many(org: Org, request: Request) -> Answer:
    ids = request.many("id")
    if not ids:
        raise bad_value("No id is named")
    for flow in [live_flow(org, flow_id) for flow_id in ids]:
        _remove(org, flow, request.client_id)
    return ok(operation_wire("DELETE", request))


def _remove(org: Org, flow: Flow, client_id: str) -> None:
    refuse_lock(flow, client_id)
    user = org.table(Recipient).find(lambda recipient: recipient.flow_id == flow.id)
    if user is not None:
        code = "architect.flow.cannot.delete.used.by.message.addresses"
        raise Refusal(409, code, f"Flow cannot be deleted because the message recipient {user.name} uses it.")
    org.table(Flow).change(flow.id, deleted=True, published="")


_VIEW, _EDIT, _DELETE, _PUBLISH, _UNLOCK = (
    f"architect:flow:{verb}" for verb in ("view", "edit", "delete", "publish", "unlock")
)
_FLOWS = "/api/v2/flows"

ROUTES = (
    Route("GET", _FLOWS, _list, (_VIEW,)),
    Route("DELETE", _FLOWS, _delete_many, (_DELETE,)),
    Route("GET", f"{_FLOWS}/{{flowId}}", _get, (_VIEW,)),
    Route("PUT", f"{_FLOWS}/{{flowId}}", _put, (_EDIT,)),
    Route("DELETE", f"{_FLOWS}/{{flowId}}", _delete, (_DELETE,)),
    Route("GET", f"{_FLOWS}/{{flowId}}/versions", _versions, (_VIEW,)),
    Route("GET", f"{_FLOWS}/{{flowId}}/versions/{{versionId}}", _version, (_VIEW,)),
    Route("POST", f"{_FLOWS}/actions/publish", _publish, (_PUBLISH, _UNLOCK)),
    Route("POST", f"{_FLOWS}/actions/deactivate", _deactivate, (_PUBLISH,)),
)

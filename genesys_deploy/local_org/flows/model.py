"""Flows and their versions as the org keeps them: each version is the YAML that was published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from genesys_deploy.local_org.http.refusal import Refusal
from genesys_deploy.local_org.objects.organization import division_ref
from genesys_deploy.local_org.org import new_id
from genesys_deploy.local_org.table import Row

if TYPE_CHECKING:
    from genesys_deploy.local_org.http.exchange import Request
    from genesys_deploy.local_org.org import Org

__all__ = [
    "DRAFT",
    "Flow",
    "FlowVersion",
    "api_type",
    "find_flow",
    "flow_wire",
    "live_flow",
    "named_flow",
    "new_version",
    "operation_wire",
    "published_text",
    "refuse_lock",
    "version_of",
    "version_wire",
]


DRAFT = "draft"
"""How a version is called that is saved, and no more."""


class Flow(Row, frozen=True, kw_only=True):
    """`kind` is the root word of the YAML; `published` and `latest` are version names ("3.0").

    `draft` is what whoever has it locked has saved of it, empty for nothing.
    """

    name: str
    kind: str
    division_id: str
    description: str = ""
    published: str = ""
    latest: str = ""
    locked_by: str = ""
    locked_at: str = ""
    draft: str = ""
    deleted: bool = False

    def is_locked_for(self, client_id: str) -> bool:
        return self.locked_by not in {"", client_id}


class FlowVersion(Row, frozen=True, kw_only=True):
    """`id` is the flow's id and the version's name with a slash between; `type` is the platform's word."""

    flow_id: str
    name: str
    text: str
    created: str
    client_id: str = ""
    type: str = "PUBLISH"


def api_type(kind: str) -> str:
    """The API's word for a root word of the YAML: `INBOUNDSHORTMESSAGE` for `inboundShortMessage`."""
    return kind.upper()


def live_flow(org: Org, flow_id: str) -> Flow:
    """A flow that has not been deleted.

    Raises:
        Refusal: 404.
    """
    flow = org.table(Flow).get(flow_id)
    if flow is None or flow.deleted:
        raise Refusal(404, "architect.flow.not.found", "Could not find flow with specified ID.")
    return flow


def find_flow(org: Org, name: str, kind: str) -> Flow | None:
    """The flow of that name and kind; names are unique within a kind, without regard to case."""
    wanted = name.casefold(), api_type(kind)
    return org.table(Flow).find(
        lambda flow: not flow.deleted and (flow.name.casefold(), api_type(flow.kind)) == wanted
    )


def version_of(org: Org, flow: Flow, name: str) -> FlowVersion:
    """A version by its name; `3` is the same as `3.0`.

    Raises:
        Refusal: 404.
    """
    exact = name if "." in name else f"{name}.0"
    version = org.table(FlowVersion).get(f"{flow.id}/{exact}")
    if version is None:
        raise Refusal(404, "architect.flow.version.missing", "Specified flow version is missing.")
    return version


def new_version(org: Org, flow: Flow, text: str, client_id: str, kind: str) -> FlowVersion:
    """The next version of a flow, which is not in force by that."""
    number = len(org.table(FlowVersion).where(lambda version: version.flow_id == flow.id)) + 1
    version = FlowVersion(
        id=f"{flow.id}/{number}.0",
        flow_id=flow.id,
        name=f"{number}.0",
        text=text,
        created=org.stamp(),
        client_id=client_id,
        type=kind,
    )
    return org.table(FlowVersion).put(version)


def named_flow(org: Org, request: Request) -> Flow:
    """The flow that a query names.

    Raises:
        Refusal: 400, it names none; 404, there is none.
    """
    flow_id = request.one("flow")
    if not flow_id:
        raise Refusal(
            400, "architect.query.parameter.missing", "A required query parameter is missing or empty."
        )
    return live_flow(org, flow_id)


def refuse_lock(flow: Flow, client_id: str) -> None:
    """Refuse to change what somebody else has locked.

    Raises:
        Refusal: 409.
    """
    if flow.is_locked_for(client_id):
        message = f"Flow is locked by another user: {flow.locked_by}"
        raise Refusal(409, "architect.flow.locked.by.user", message)


def operation_wire(action: str, request: Request) -> dict[str, Any]:
    """Here everything is done at once; on the platform it goes on after the answer."""
    return {
        "id": new_id(),
        "complete": True,
        "client": {"id": request.client_id},
        "actionName": action,
        "actionStatus": "SUCCESS",
    }


def published_text(org: Org, flow: Flow) -> str | None:
    return version_of(org, flow, flow.published).text if flow.published else None


def flow_wire(org: Org, flow: Flow) -> dict[str, Any]:
    body: dict[str, Any] = {
        "id": flow.id,
        "name": flow.name,
        "division": division_ref(org, flow.division_id),
        "description": flow.description,
        "type": api_type(flow.kind),
        "active": bool(flow.published),
        "system": False,
        "deleted": flow.deleted,
        "selfUri": f"/api/v2/flows/{flow.id}",
    }
    if flow.published:
        body["publishedVersion"] = version_wire(version_of(org, flow, flow.published))
    if flow.latest:
        body["savedVersion"] = body["checkedInVersion"] = version_wire(version_of(org, flow, flow.latest))
    if flow.draft:
        body["savedVersion"] = {"id": DRAFT, "name": DRAFT, "type": "SAVE"}
    return body | _lock_wire(org, flow)


def _lock_wire(org: Org, flow: Flow) -> dict[str, Any]:
    """Who has it locked: a client of the org, or else a person."""
    holder = flow.locked_by
    if not holder:
        return {}
    if any(client.id == holder for client in org.settings.clients):
        return {"lockedClient": {"id": holder, "selfUri": f"/api/v2/oauth/clients/{holder}"}}
    return {"lockedUser": {"id": holder, "name": holder, "selfUri": f"/api/v2/users/{holder}"}}


def version_wire(version: FlowVersion) -> dict[str, Any]:
    return {
        "id": version.name,
        "name": version.name,
        "commitVersion": version.name,
        "configurationVersion": version.name,
        "type": version.type,
        "secure": False,
        "debug": False,
        "createdByClient": {"id": version.client_id, "selfUri": f"/api/v2/oauth/clients/{version.client_id}"},
        "datePublished": version.created,
        "selfUri": f"/api/v2/flows/{version.flow_id}/versions/{version.name}",
    }

"""Message recipients over HTTP: which flow a message of an address runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.flows.model import Flow
from genesys_deploy.local_org.http.exchange import Answer, Request, ok
from genesys_deploy.local_org.http.paging import matches, page
from genesys_deploy.local_org.http.refusal import Refusal, bad_value
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.recipient_model import Recipient, recipients

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES"]

INBOUND_MESSAGE = "inboundshortmessage"


class FlowRef(msgspec.Struct, frozen=True):
    id: str


class RecipientBody(msgspec.Struct, frozen=True):
    flow: FlowRef | None = None


def _wire(org: Org, recipient: Recipient) -> dict[str, Any]:
    body: dict[str, Any] = {
        "id": recipient.id,
        "name": recipient.name,
        "messengerType": recipient.messenger_type,
        "dateCreated": recipient.created,
        "dateModified": recipient.modified,
        "selfUri": f"/api/v2/routing/message/recipients/{recipient.id}",
    }
    flow = org.table(Flow).get(recipient.flow_id)
    if flow is not None:
        body["flow"] = {"id": flow.id, "name": flow.name, "selfUri": f"/api/v2/flows/{flow.id}"}
    return body


def _list(org: Org, request: Request) -> Answer:
    name, messenger = request.one("name"), request.one("messengerType").casefold()
    found = recipients(org).where(
        lambda row: (not name or matches(row.name, name)) and messenger in {"", row.messenger_type}
    )
    return page(request, [_wire(org, row) for row in sorted(found, key=lambda row: row.name.casefold())])


def _get(org: Org, request: Request) -> Answer:
    return ok(_wire(org, recipients(org)[request.path["recipientId"]]))


def _put(org: Org, request: Request) -> Answer:
    recipient = recipients(org)[request.path["recipientId"]]
    flow_id = _flow_id(org, request.body(RecipientBody).flow)
    changed = recipients(org).change(recipient.id, flow_id=flow_id, modified=org.stamp())
    return ok(_wire(org, changed))


def _flow_id(org: Org, named: FlowRef | None) -> str:
    if named is None:
        return ""
    flow = org.table(Flow).get(named.id)
    if flow is None or flow.deleted:
        raise Refusal(404, "architect.flow.not.found", "Could not find flow with specified ID.")
    if flow.kind.casefold() != INBOUND_MESSAGE:
        raise bad_value(f"A recipient takes an inbound message flow, and {flow.name} is a {flow.kind}")
    return flow.id


_MANAGE = ("routing:message:manage",)
_RECIPIENTS = "/api/v2/routing/message/recipients"

ROUTES = (
    Route("GET", _RECIPIENTS, _list, _MANAGE),
    Route("GET", f"{_RECIPIENTS}/{{recipientId}}", _get, _MANAGE),
    Route("PUT", f"{_RECIPIENTS}/{{recipientId}}", _put, _MANAGE),
)

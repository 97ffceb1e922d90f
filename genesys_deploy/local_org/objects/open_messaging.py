"""Open Messaging integrations: channels of one's own; each makes its recipient."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.http.exchange import Answer, Request, empty, ok
from genesys_deploy.local_org.http.paging import page
from genesys_deploy.local_org.http.refusal import Refusal, missing_field
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.recipient_model import Recipient, recipients
from genesys_deploy.local_org.org import new_id
from genesys_deploy.local_org.table import Row

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES", "OpenIntegration"]

OPEN = "open"


_OURS = (
    "id", "name", "outboundNotificationWebhookUrl", "outboundNotificationWebhookSignatureSecretToken",
    "webhookHeaders", "status", "recipient", "dateCreated", "dateModified", "createStatus", "selfUri",
)  # fmt: skip


class OpenIntegration(Row, frozen=True, kw_only=True):
    """`webhook` is kept but never called: what the customer is sent stands in the conversation.

    `fields` are the rest of what a client wrote (supported content, messaging setting, …), kept as they came.
    """

    name: str
    webhook: str
    secret: str
    headers: dict[str, str]
    recipient_id: str
    created: str
    modified: str
    fields: dict[str, Any] = msgspec.field(default_factory=dict)

    def __repr__(self) -> str:
        return f"OpenIntegration(id={self.id!r}, name={self.name!r})"


class CreateBody(msgspec.Struct, frozen=True, rename="camel"):
    name: str
    outbound_notification_webhook_url: str
    outbound_notification_webhook_signature_secret_token: str
    webhook_headers: dict[str, str] | None = None


class UpdateBody(msgspec.Struct, frozen=True, rename="camel"):
    name: str
    outbound_notification_webhook_url: str | None = None
    outbound_notification_webhook_signature_secret_token: str | None = None
    webhook_headers: dict[str, str] | None = None


def _wire(integration: OpenIntegration) -> dict[str, Any]:
    recipient_uri = f"/api/v2/routing/message/recipients/{integration.recipient_id}"
    return {
        "id": integration.id,
        "name": integration.name,
        "outboundNotificationWebhookUrl": integration.webhook,
        **({"webhookHeaders": integration.headers} if integration.headers else {}),
        "status": "Active",
        "recipient": {"id": integration.recipient_id, "name": integration.name, "selfUri": recipient_uri},
        "dateCreated": integration.created,
        "dateModified": integration.modified,
        "createStatus": "Completed",
        **integration.fields,
        "selfUri": f"/api/v2/conversations/messaging/integrations/open/{integration.id}",
    }


def _list(org: Org, request: Request) -> Answer:
    rows = sorted(org.table(OpenIntegration), key=lambda row: row.name.casefold())
    return page(request, [_wire(row) for row in rows])


def _get(org: Org, request: Request) -> Answer:
    return ok(_wire(org.table(OpenIntegration)[request.path["integrationId"]]))


def _create(org: Org, request: Request) -> Answer:
    body = request.body(CreateBody)
    _check_name(org, body.name, "")
    now, integration_id = org.stamp(), new_id()
    recipient = Recipient(
        id=new_id(),
        name=body.name,
        messenger_type=OPEN,
        created=now,
        modified=now,
        integration_id=integration_id,
    )
    recipients(org).put(recipient)
    integration = OpenIntegration(
        id=integration_id,
        name=body.name,
        webhook=body.outbound_notification_webhook_url,
        secret=body.outbound_notification_webhook_signature_secret_token,
        headers=body.webhook_headers or {},
        recipient_id=recipient.id,
        created=now,
        modified=now,
        fields=request.unread(*_OURS),
    )
    return ok(_wire(org.table(OpenIntegration).put(integration)))


def _patch(org: Org, request: Request) -> Answer:
    integration, body = org.table(OpenIntegration)[request.path["integrationId"]], request.body(UpdateBody)
    _check_name(org, body.name, integration.id)
    given = {
        "webhook": body.outbound_notification_webhook_url,
        "secret": body.outbound_notification_webhook_signature_secret_token,
        "headers": body.webhook_headers,
    }
    changed = {name: value for name, value in given.items() if value is not None}
    recipients(org).change(integration.recipient_id, name=body.name, modified=org.stamp())
    updated = org.table(OpenIntegration).change(
        integration.id,
        name=body.name,
        modified=org.stamp(),
        fields=integration.fields | request.unread(*_OURS),
        **changed,
    )
    return ok(_wire(updated))


def _delete(org: Org, request: Request) -> Answer:
    integration = org.table(OpenIntegration).remove(request.path["integrationId"])
    recipients(org).remove(integration.recipient_id)
    return empty()


def _check_name(org: Org, name: str, own_id: str) -> None:
    if not name.strip():
        raise missing_field("name")
    taken = org.table(OpenIntegration).find(
        lambda row: row.name.casefold() == name.casefold() and row.id != own_id
    )
    if taken is not None:
        raise Refusal(409, "general.conflict", f"An integration with the name {name} already exists")


def _may(verb: str) -> tuple[str, ...]:
    return (f"messaging:integration:{verb}",)


_OPEN = "/api/v2/conversations/messaging/integrations/open"

ROUTES = (
    Route("GET", _OPEN, _list, _may("view")),
    Route("POST", _OPEN, _create, _may("add")),
    Route("GET", f"{_OPEN}/{{integrationId}}", _get, _may("view")),
    Route("PATCH", f"{_OPEN}/{{integrationId}}", _patch, _may("edit")),
    Route("DELETE", f"{_OPEN}/{{integrationId}}", _delete, _may("delete")),
)

"""Integrations: what Data Actions are called through, with a configuration that has a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from genesys_deploy.local_org.data_actions.model import remove_actions_of
from genesys_deploy.local_org.http.exchange import Answer, Request, ok
from genesys_deploy.local_org.http.paging import page
from genesys_deploy.local_org.http.refusal import Refusal, bad_value, not_found
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.integration_model import Credential, Integration
from genesys_deploy.local_org.org import new_id

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES", "TYPES"]

TYPES: dict[str, str] = {
    "custom-rest-actions": "Web Services Data Actions",
    "purecloud-data-actions": "Genesys Cloud Data Actions",
}
"""Integration types by id; the name is what a new integration is called by default."""


class TypeId(msgspec.Struct, frozen=True):
    id: str


class CreateBody(msgspec.Struct, frozen=True, rename="camel"):
    integration_type: TypeId
    name: str | None = None


class StateBody(msgspec.Struct, frozen=True, rename="camel"):
    intended_state: Literal["ENABLED", "DISABLED"]


class CredentialRef(msgspec.Struct, frozen=True):
    id: str


class ConfigBody(msgspec.Struct, frozen=True, rename="camel"):
    """All six are required, as the platform's schema says."""

    name: str
    version: int
    properties: dict[str, Any]
    advanced: dict[str, Any]
    notes: str
    credentials: dict[str, CredentialRef]


def _wire(integration: Integration) -> dict[str, Any]:
    uri = f"/api/v2/integrations/{integration.id}"
    code = "ACTIVE" if integration.enabled else "INACTIVE"
    return {
        "id": integration.id,
        "name": integration.name,
        "integrationType": _type_wire(integration.type_id),
        "notes": integration.notes,
        "intendedState": "ENABLED" if integration.enabled else "DISABLED",
        "config": {"current": {"id": integration.id, "selfUri": f"{uri}/config/current"}},
        "reportedState": {"code": code, "effective": code.title()},
        "attributes": {},
        "selfUri": uri,
    }


def _config_wire(integration: Integration) -> dict[str, Any]:
    return {
        "id": integration.id,
        "name": integration.name,
        "version": integration.config_version,
        "properties": integration.properties,
        "advanced": integration.advanced,
        "notes": integration.notes,
        "credentials": {
            slot: {"id": credential_id, "selfUri": f"/api/v2/integrations/credentials/{credential_id}"}
            for slot, credential_id in integration.credentials.items()
        },
        "selfUri": f"/api/v2/integrations/{integration.id}/config/current",
    }


def _type_wire(type_id: str) -> dict[str, Any]:
    return {"id": type_id, "name": TYPES[type_id], "selfUri": f"/api/v2/integrations/types/{type_id}"}


def _list_types(org: Org, request: Request) -> Answer:
    del org
    return page(request, [_type_wire(type_id) for type_id in TYPES])


def _get_type(org: Org, request: Request) -> Answer:
    del org
    type_id = request.path["typeId"]
    if type_id not in TYPES:
        raise not_found("IntegrationType", type_id)
    return ok(_type_wire(type_id))


def _list(org: Org, request: Request) -> Answer:
    """There is no filter by name; whoever looks for one pages through."""
    ids, type_id, credential = (
        request.many("ids"),
        request.one("integrationType"),
        request.one("credentialId"),
    )
    found = org.table(Integration).where(
        lambda row: (
            (not ids or row.id in ids)
            and (not type_id or row.type_id == type_id)
            and (not credential or credential in row.credentials.values())
        )
    )
    return page(request, [_wire(row) for row in found])


def _get(org: Org, request: Request) -> Answer:
    return ok(_wire(org.table(Integration)[request.path["integrationId"]]))


def _create(org: Org, request: Request) -> Answer:
    body = request.body(CreateBody)
    type_id = body.integration_type.id
    if type_id not in TYPES:
        raise bad_value(f"This local org knows no integration type {type_id}; known: {', '.join(TYPES)}")
    name = body.name or TYPES[type_id]
    return ok(_wire(org.table(Integration).put(Integration(id=new_id(), name=name, type_id=type_id))))


def _patch(org: Org, request: Request) -> Answer:
    enabled = request.body(StateBody).intended_state == "ENABLED"
    return ok(_wire(org.table(Integration).change(request.path["integrationId"], enabled=enabled)))


def _delete(org: Org, request: Request) -> Answer:
    integration = org.table(Integration).remove(request.path["integrationId"])
    remove_actions_of(org, integration.id)
    return ok(_wire(integration))


def _get_config(org: Org, request: Request) -> Answer:
    return ok(_config_wire(org.table(Integration)[request.path["integrationId"]]))


def _put_config(org: Org, request: Request) -> Answer:
    integration, body = org.table(Integration)[request.path["integrationId"]], request.body(ConfigBody)
    if body.version != integration.config_version:
        message = "The version supplied does not match the current version of the integration configuration"
        raise Refusal(409, "general.conflict", message)
    credentials = {slot: _known_credential(org, named.id) for slot, named in body.credentials.items()}
    changed = org.table(Integration).change(
        integration.id,
        name=body.name or integration.name,
        config_version=body.version + 1,
        properties=body.properties,
        advanced=body.advanced,
        notes=body.notes,
        credentials=credentials,
    )
    return ok(_config_wire(changed))


def _known_credential(org: Org, credential_id: str) -> str:
    if org.table(Credential).get(credential_id) is None:
        raise bad_value(f"There is no credential {credential_id}")
    return credential_id


_VIEW, _ADD, _EDIT, _DELETE = (
    f"integrations:integration:{verb}" for verb in ("view", "add", "edit", "delete")
)
_INTEGRATIONS = "/api/v2/integrations"

ROUTES = (
    Route("GET", f"{_INTEGRATIONS}/types", _list_types, (_VIEW,)),
    Route("GET", f"{_INTEGRATIONS}/types/{{typeId}}", _get_type, (_VIEW,)),
    Route("GET", _INTEGRATIONS, _list, (_VIEW,)),
    Route("POST", _INTEGRATIONS, _create, (_ADD,)),
    Route("GET", f"{_INTEGRATIONS}/{{integrationId}}", _get, (_VIEW,)),
    Route("PATCH", f"{_INTEGRATIONS}/{{integrationId}}", _patch, (_EDIT,)),
    Route("DELETE", f"{_INTEGRATIONS}/{{integrationId}}", _delete, (_DELETE,)),
    Route("GET", f"{_INTEGRATIONS}/{{integrationId}}/config/current", _get_config, (_VIEW,)),
    Route("PUT", f"{_INTEGRATIONS}/{{integrationId}}/config/current", _put_config, (_EDIT,)),
)

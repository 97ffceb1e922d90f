"""Credentials: what an integration knows and nobody can read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.http.exchange import Answer, Request, empty, ok
from genesys_deploy.local_org.http.paging import cursor_page, page
from genesys_deploy.local_org.http.refusal import Refusal, bad_value, missing_field
from genesys_deploy.local_org.http.route import Route
from genesys_deploy.local_org.objects.integration_model import Credential, Integration
from genesys_deploy.local_org.org import new_id

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["ROUTES"]

REQUIRED_FIELDS: dict[str, tuple[str, ...]] = {
    "userDefined": (),
    "userDefinedOAuth": (),
    "basicAuth": ("userName", "password"),
    "pureCloudOAuthClient": ("clientId", "clientSecret"),
}
"""Credential types, and the fields that each must have."""


class TypeName(msgspec.Struct, frozen=True):
    name: str


class CredentialBody(msgspec.Struct, frozen=True, rename="camel"):
    type: TypeName
    name: str = ""
    credential_fields: dict[str, str] | None = None


def _wire(credential: Credential) -> dict[str, Any]:
    return {
        "id": credential.id,
        "name": credential.name,
        "type": {"id": credential.type, "name": credential.type},
        "createdDate": credential.created,
        "modifiedDate": credential.modified,
        "selfUri": f"/api/v2/integrations/credentials/{credential.id}",
    }


def _listing(org: Org, request: Request) -> Answer:
    return cursor_page(request, [_wire(row) for row in org.table(Credential)])


def _list(org: Org, request: Request) -> Answer:
    return page(request, [_wire(row) for row in org.table(Credential)])


def _types(org: Org, request: Request) -> Answer:
    del org, request
    return ok(
        [
            {"id": name, "name": name, "required": list(required), "properties": {}}
            for name, required in REQUIRED_FIELDS.items()
        ]
    )


def _get(org: Org, request: Request) -> Answer:
    """A `Credential`, which unlike its `CredentialInfo` has no dates, and here no fields."""
    wire = _wire(org.table(Credential)[request.path["credentialId"]])
    return ok({name: wire[name] for name in ("id", "name", "type", "selfUri")})


def _create(org: Org, request: Request) -> Answer:
    body = request.body(CredentialBody)
    fields = _checked_fields(body)
    now = org.stamp()
    credential = Credential(
        id=new_id(), name=body.name, type=body.type.name, created=now, modified=now, fields=fields
    )
    return ok(_wire(org.table(Credential).put(credential)))


def _put(org: Org, request: Request) -> Answer:
    body = request.body(CredentialBody)
    fields = _checked_fields(body)
    changed = org.table(Credential).change(
        request.path["credentialId"], name=body.name, type=body.type.name, modified=org.stamp(), fields=fields
    )
    return ok(_wire(changed))


def _checked_fields(body: CredentialBody) -> dict[str, str]:
    if not body.name.strip():
        raise missing_field("name")
    if body.type.name not in REQUIRED_FIELDS:
        raise bad_value(f"Unknown credential type {body.type.name}; known: {', '.join(REQUIRED_FIELDS)}")
    fields = dict(body.credential_fields or {})
    for name in REQUIRED_FIELDS[body.type.name]:
        if not fields.get(name):
            raise missing_field(f"credentialFields.{name}")
    return fields


def _delete(org: Org, request: Request) -> Answer:
    credential = org.table(Credential)[request.path["credentialId"]]
    user = org.table(Integration).find(lambda row: credential.id in row.credentials.values())
    if user is not None:
        raise Refusal(409, "general.conflict", f"The credential is used by the integration {user.name}")
    org.table(Credential).remove(credential.id)
    return empty()


_VIEW, _ADD, _EDIT, _DELETE = (
    f"integrations:integration:{verb}" for verb in ("view", "add", "edit", "delete")
)
_CREDENTIALS = "/api/v2/integrations/credentials"

ROUTES = (
    Route("GET", _CREDENTIALS, _list, (_VIEW,)),
    Route("POST", _CREDENTIALS, _create, (_ADD,)),
    Route("GET", f"{_CREDENTIALS}/listing", _listing, (_VIEW,)),
    Route("GET", f"{_CREDENTIALS}/types", _types, (_VIEW,)),
    Route("GET", f"{_CREDENTIALS}/{{credentialId}}", _get, (_VIEW,)),
    Route("PUT", f"{_CREDENTIALS}/{{credentialId}}", _put, (_EDIT,)),
    Route("DELETE", f"{_CREDENTIALS}/{{credentialId}}", _delete, (_DELETE,)),
)

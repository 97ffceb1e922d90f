"""Integrations and their credentials as the org keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from genesys_deploy.local_org.table import Row

if TYPE_CHECKING:
    from genesys_deploy.local_org.org import Org

__all__ = ["Credential", "Integration", "credential_fields"]


class Credential(Row, frozen=True, kw_only=True):
    name: str
    type: str
    created: str
    modified: str
    fields: dict[str, str]

    def __repr__(self) -> str:
        return f"Credential(id={self.id!r}, name={self.name!r}, type={self.type!r})"


class Integration(Row, frozen=True, kw_only=True):
    """`credentials` maps a slot ("userDefined") to the id of the credential in it."""

    name: str
    type_id: str
    enabled: bool = False
    config_version: int = 1
    properties: dict[str, Any] = msgspec.field(default_factory=dict)
    advanced: dict[str, Any] = msgspec.field(default_factory=dict)
    notes: str = ""
    credentials: dict[str, str] = msgspec.field(default_factory=dict)


def credential_fields(org: Org, integration: Integration) -> dict[str, str]:
    """What templates may use as `${credentials.x}`: the fields of all credentials of the integration."""
    fields: dict[str, str] = {}
    for credential_id in integration.credentials.values():
        credential = org.table(Credential).get(credential_id)
        fields |= credential.fields if credential else {}
    return fields

"""Integrations that a project declares beside that of the Identity Resolution Platform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from genesys_deploy.resources.key import Ownership
from genesys_deploy.source.span import Span

__all__ = ["IntegrationSettings"]

_CREDENTIAL_TYPES = {"purecloud-data-actions": "pureCloudOAuthClient", "custom-rest-actions": "userDefined"}


@dataclass(frozen=True, slots=True)
class IntegrationSettings:
    """`secrets` names, for each field of the credential, the environment variable that holds it.

    A credential without them must be in the org already.
    """

    type: Literal["purecloud-data-actions", "custom-rest-actions"]
    span: Span
    credential: str | None = None
    credential_type: (
        Literal["pureCloudOAuthClient", "userDefined", "userDefinedOAuth", "basicAuth"] | None
    ) = None
    secrets: Mapping[str, str] = field(default_factory=dict)
    notes: str | None = None
    enabled: bool | None = None
    ownership: Ownership = Ownership.OWN

    @property
    def fills(self) -> str:
        """The type of the credential, which is the slot of the integration that it fills."""
        return self.credential_type or _CREDENTIAL_TYPES[self.type]

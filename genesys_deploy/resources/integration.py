"""What Data Actions are called through: an integration and the credential it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from genesys_deploy.resources.key import Key, Kind, Ownership

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.resources.secret import Secret
    from genesys_deploy.source.span import Span

__all__ = ["Credential", "Integration"]


@dataclass(frozen=True, slots=True)
class Credential:
    """Named secrets; `type` is the platform's word: `userDefined`, `basicAuth`, `pureCloudOAuthClient` ….

    An org never gives the fields back, so what it holds cannot be compared with what is declared.
    """

    name: str
    type: str
    fields: Mapping[str, Secret] = field(default_factory=dict)
    ownership: Ownership = Ownership.OWN
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(Kind.CREDENTIAL, self.name)

    @property
    def needs(self) -> frozenset[Key]:
        return frozenset()


@dataclass(frozen=True, slots=True)
class Integration:
    """`type` is the platform's word: `custom-rest-actions`, `purecloud-data-actions` ….

    `credential_type` is both the type of the credential and the slot of the integration that it fills.
    """

    name: str
    type: str
    credential: str | None = None
    credential_type: str = "userDefined"
    notes: str | None = None
    enabled: bool = True
    ownership: Ownership = Ownership.OWN
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(Kind.INTEGRATION, self.name)

    @property
    def needs(self) -> frozenset[Key]:
        return frozenset({Key(Kind.CREDENTIAL, self.credential)}) if self.credential else frozenset()

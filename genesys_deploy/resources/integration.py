"""What Data Actions are called through: an integration and the credential it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from genesys_deploy.resources.key import Key, Kind, Ownership

if TYPE_CHECKING:
    from collections.abc import Mapping

    from genesys_deploy.resources.secret import Secret
    from genesys_deploy.resources.wire import Ids, Names, Wire
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
    renamed_from: str = ""
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(Kind.CREDENTIAL, self.name)

    @property
    def needs(self) -> frozenset[Key]:
        return frozenset()

    def to_wire(self) -> dict[str, Any]:
        """The one place where the secrets are revealed."""
        fields = {name: secret.reveal() for name, secret in self.fields.items()}
        return {"name": self.name, "type": {"name": self.type}, "credentialFields": fields}

    @classmethod
    def from_wire(cls, wire: Wire, names: Names) -> Self:  # noqa: ARG003
        kind = wire.part("type")
        return cls(wire.text("name"), kind.text("name") or kind.text("id"))


@dataclass(frozen=True, slots=True)
class Integration:
    """`type` is the platform's word: `custom-rest-actions`, `purecloud-data-actions` ….

    `credential_type` is both the type of the credential and the slot of the integration that it fills. `enabled`
    None is not declared: one that is made is switched on, one that is there stays as it is.
    """

    name: str
    type: str
    credential: str | None = None
    credential_type: str = "userDefined"
    notes: str | None = None
    enabled: bool | None = True
    ownership: Ownership = Ownership.OWN
    renamed_from: str = ""
    span: Span | None = field(default=None, compare=False)

    @property
    def key(self) -> Key:
        return Key(Kind.INTEGRATION, self.name)

    @property
    def needs(self) -> frozenset[Key]:
        return frozenset({Key(Kind.CREDENTIAL, self.credential)}) if self.credential else frozenset()

    @property
    def intended_state(self) -> str:
        return "DISABLED" if self.enabled is False else "ENABLED"

    def to_wire(self) -> dict[str, Any]:
        """The body that creates it; the rest goes into its configuration."""
        return {"name": self.name, "integrationType": {"id": self.type}}

    def configuration(self, current: Wire, ids: Ids) -> dict[str, Any]:
        """The body that configures it: all six fields, what is not declared as it is in `current`."""
        credentials = dict(current.part("credentials").raw)
        if self.credential:
            credentials[self.credential_type] = {"id": ids[Key(Kind.CREDENTIAL, self.credential)]}
        return {
            "name": self.name,
            "version": current.number("version"),
            "properties": dict(current.part("properties").raw),
            "advanced": dict(current.part("advanced").raw),
            "notes": current.text("notes") if self.notes is None else self.notes,
            "credentials": credentials,
        }

    @classmethod
    def from_wire(cls, wire: Wire, names: Names, slot: str = "") -> Self:
        """`wire` is the integration with its current configuration under `config`; of several slots, one is told."""
        config = wire.part("config")
        slots = config.part("credentials")
        slot = slot or next(iter(slots.raw), "")
        return cls(
            name=wire.text("name"),
            type=wire.part("integrationType").text("id"),
            credential=slots.name_of(slot, names) or None,
            credential_type=slot or "userDefined",
            notes=config.text("notes"),
            enabled=wire.text("intendedState") == "ENABLED",
        )

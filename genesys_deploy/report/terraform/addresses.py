"""What each object is called in Terraform: its type, a label made of its name, and whether it is only looked up."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.report.terraform.hcl import Reference
from genesys_deploy.resources import Kind, Ownership

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from genesys_deploy.resources import Key, Resource

__all__ = ["TYPES", "Address", "Addresses", "label"]

TYPES: Mapping[Kind, str] = {
    Kind.DIVISION: "genesyscloud_auth_division",
    Kind.SKILL: "genesyscloud_routing_skill",
    Kind.LANGUAGE: "genesyscloud_routing_language",
    Kind.QUEUE: "genesyscloud_routing_queue",
    Kind.CREDENTIAL: "genesyscloud_integration_credential",
    Kind.INTEGRATION: "genesyscloud_integration",
    Kind.OPEN_MESSAGING_INTEGRATION: "genesyscloud_conversations_messaging_integrations_open",
    Kind.DATA_TABLE: "genesyscloud_architect_datatable",
    Kind.TABLE_ROWS: "genesyscloud_architect_datatable_row",
    Kind.DATA_ACTION: "genesyscloud_integration_action",
    Kind.FLOW: "genesyscloud_flow",
    Kind.TRIGGER: "genesyscloud_processautomation_trigger",
}
"""The provider's resource types and data sources; it has none for message recipients."""

_NO_WORD = re.compile(r"[^a-z0-9]+")
_HUMP = re.compile(r"([a-z])([A-Z])")


@dataclass(frozen=True, slots=True)
class Address:
    """`is_data`: somebody else's, which is looked up by its name."""

    type: str
    label: str
    is_data: bool = False

    @property
    def path(self) -> str:
        return f"{'data.' if self.is_data else ''}{self.type}.{self.label}"

    @property
    def id(self) -> Reference:
        return Reference(f"{self.path}.id")


@dataclass(frozen=True, slots=True)
class Addresses:
    """By key, of everything that is declared and that the provider knows."""

    by_key: Mapping[Key, Address]

    @classmethod
    def of(cls, resources: Iterable[Resource]) -> Addresses:
        seen: Counter[tuple[str, str]] = Counter()
        found: dict[Key, Address] = {}
        for resource in resources:
            if resource.key.kind not in TYPES:
                continue
            kind, name = TYPES[resource.key.kind], label(resource.key.name)
            seen[kind, name] += 1
            number = seen[kind, name]
            unique = name if number == 1 else f"{name}__{number}"
            found[resource.key] = Address(kind, unique, resource.ownership is not Ownership.OWN)
        return cls(found)

    def __getitem__(self, key: Key) -> Address:
        return self.by_key[key]

    def made(self, keys: Iterable[Key]) -> list[Reference]:
        """Those of `keys` that Terraform makes, and that something else must wait for."""
        addresses = (self.by_key[key] for key in sorted(keys) if key in self.by_key)
        return [Reference(address.path) for address in addresses if not address.is_data]


def label(name: str) -> str:
    """A name as Terraform takes it: `Social Identity - twitter` is `social_identity_twitter`, `apiKey` is `api_key`."""
    words = _NO_WORD.sub("_", _HUMP.sub(r"\1_\2", name).casefold()).strip("_")
    return words if words[:1].isalpha() else f"_{words}"

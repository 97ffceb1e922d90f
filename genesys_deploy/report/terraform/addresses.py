"""What each object is called in Terraform: its type, a label made of its name, and whether it is only looked up."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from genesys_deploy.report.terraform.hcl import Reference
from genesys_deploy.resources import Kind, Ownership

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from genesys_deploy.resources import Key, Resource

__all__ = ["TYPES", "Address", "Addresses", "label", "unique_labels"]

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

DIGEST = 6
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
    """By key, of everything that is declared or needed, and that the provider knows."""

    by_key: Mapping[Key, Address]

    @classmethod
    def of(cls, resources: Collection[Resource]) -> Addresses:
        """What is needed and not declared is somebody else's."""
        ours = {one.key for one in resources if one.ownership is Ownership.OWN}
        needed = sorted({need for one in resources for need in one.needs} - {one.key for one in resources})
        keys = [key for key in (*(one.key for one in resources), *needed) if key.kind in TYPES]
        labels = unique_labels([(TYPES[key.kind], key.name, str(key)) for key in keys])
        found = zip(keys, labels, strict=True)
        return cls({key: Address(TYPES[key.kind], text, key not in ours) for key, text in found})

    def __getitem__(self, key: Key) -> Address:
        return self.by_key[key]

    def made(self, keys: Iterable[Key]) -> list[Reference]:
        """Those of `keys` that Terraform makes, and that something else must wait for."""
        addresses = (self.by_key[key] for key in sorted(keys) if key in self.by_key)
        return [Reference(address.path) for address in addresses if not address.is_data]


def unique_labels(named: Sequence[tuple[str, str, str]]) -> list[str]:
    """A label for each of (what it is unique within, name, identity); where several have one, each with a digest.

    A label must not depend on what stands before it: Terraform would take the same object for another.
    """
    seen = Counter((within, label(name)) for within, name, _ in named)
    return [
        f"{label(name)}_{_digest(identity)}" if seen[within, label(name)] > 1 else label(name)
        for within, name, identity in named
    ]


def _digest(identity: str) -> str:
    return hashlib.sha256(identity.encode()).hexdigest()[:DIGEST]


def label(name: str) -> str:
    """A name as Terraform takes it: `Social Identity - twitter` is `social_identity_twitter`, `apiKey` is `api_key`."""
    words = _NO_WORD.sub("_", _HUMP.sub(r"\1_\2", name).casefold()).strip("_")
    return words if words[:1].isalpha() else f"_{words}"

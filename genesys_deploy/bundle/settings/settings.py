"""The settings of a project, typed: `flows/settings/base.yaml` with one overlay per org."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from genesys_deploy.bundle.settings.channel import Channel, Handle, IdScope
from genesys_deploy.bundle.settings.integration import IntegrationSettings
from genesys_deploy.bundle.settings.irp import Irp, Timeouts
from genesys_deploy.bundle.settings.rename import Renames
from genesys_deploy.bundle.settings.routing import BotAction, Bots, Route, Tier
from genesys_deploy.bundle.settings.table import TableSettings
from genesys_deploy.bundle.settings.trigger import TriggerSettings
from genesys_deploy.source import document
from genesys_deploy.source.decode import Problems, decode
from genesys_deploy.source.span import Span

__all__ = [
    "BotAction",
    "Bots",
    "Channel",
    "Handle",
    "IdScope",
    "Identity",
    "Irp",
    "OrgAddress",
    "Ownerships",
    "Route",
    "Settings",
    "Tier",
    "Timeouts",
]


@dataclass(frozen=True, slots=True)
class OrgAddress:
    """`region` is a Genesys Cloud region or a URL; `id`, where given, guards against the wrong org."""

    name: str
    region: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """When an identity counts, and for how long."""

    resolve: bool
    threshold: float
    review_mode: Literal["queue", "async"]
    keep_minutes: int
    notice_minutes: int


@dataclass(frozen=True, slots=True)
class Ownerships:
    """Whether what the flows need in an org is ours to write."""

    queues: Literal["own", "adopt", "reference"]
    skills: Literal["own", "adopt", "reference"]
    languages: Literal["own", "adopt", "reference"]
    open_messaging: Literal["own", "adopt", "reference"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is decided outside the templates.

    For `keep_releases` releases, the old version of a Data Action whose contract changed stays.
    """

    project: str
    division: str
    language: str
    org: OrgAddress
    irp: Irp
    identity: Identity
    bots: Bots
    tiers: Mapping[str, Tier]
    unknown_tier: Route
    guest: Route
    create_lead: bool
    review: Route
    languages: Mapping[str, str]
    channels: Mapping[str, Channel]
    ownership: Ownerships
    span: Span
    flow_name: str = field(default="Social Identity - {channel}")
    integrations: Mapping[str, IntegrationSettings] = field(default_factory=dict)
    data_tables: Mapping[str, TableSettings] = field(default_factory=dict)
    triggers: Mapping[str, TriggerSettings] = field(default_factory=dict)
    renamed_from: Renames = field(default_factory=Renames)
    keep_releases: int = 3

    @property
    def routes(self) -> tuple[Route | Tier, ...]:
        """Every place where a conversation may wait."""
        return (*self.tiers.values(), self.unknown_tier, self.guest, self.review, self.bots.disposal)

    @property
    def fresh_tiers(self) -> tuple[str, ...]:
        """The tiers whose profile is asked of the CRM itself."""
        return tuple(name for name, tier in self.tiers.items() if tier.fresh_profile)

    def name_of_flow(self, channel: str) -> str:
        return self.flow_name.replace("{channel}", channel)

    @classmethod
    def read(cls, node: document.Node) -> tuple[Self | None, Problems]:
        """Read merged settings; problems name their places."""
        problems = Problems()
        value = decode(cls, node, problems)
        return (value if isinstance(value, cls) else None), problems

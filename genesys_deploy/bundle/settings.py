"""The settings of a project, typed: `flows/settings/base.yaml` with one overlay per org."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Self

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


class BotAction(StrEnum):
    """What a bot indicator does with the message."""

    DISCONNECT = "disconnect"
    DISPOSE = "dispose"
    FLAG = "flag"


class IdScope(StrEnum):
    """Within what a sender's id is unique, and whether it lasts."""

    GLOBAL = "global"
    PER_INTEGRATION = "per_integration"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class OrgAddress:
    """`region` is a Genesys Cloud region or a URL; `id`, where given, guards against the wrong org."""

    name: str
    region: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds that the flow waits for each call to the IRP."""

    check_bot: float
    resolve_identity: float
    get_account: float
    log_unresolved: float
    create_lead: float


@dataclass(frozen=True, slots=True)
class Irp:
    """The Identity Resolution Platform, and the integration through which the org reaches it.

    `crm_url` is where accounts and leads are; the IRP itself where it is not given.
    """

    url: str
    integration: str
    credential: str
    key_env: str
    budget_seconds: float
    timeouts: Timeouts
    crm_url: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """When an identity counts, and for how long."""

    resolve: bool
    threshold: float
    review_mode: Literal["queue", "async"]
    keep_minutes: int
    notice_minutes: int


@dataclass(frozen=True, slots=True)
class Route:
    """A queue, and how a conversation waits in it."""

    queue: str
    span: Span
    priority: int = 0
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tier:
    """Where customers of a tier go. `fresh_profile`: the CRM is asked, not the IRP's cache."""

    queue: str
    span: Span
    priority: int = 0
    skills: tuple[str, ...] = ()
    fresh_profile: bool = False


@dataclass(frozen=True, slots=True)
class Bots:
    """What each bot indicator, and an IRP that refuses for too many requests, does."""

    check: bool
    known_bot: BotAction
    spam_keyword: BotAction
    young_account: BotAction
    rate_limited: Literal["dispose", "guest"]
    disposal: Route

    @property
    def ending_indicators(self) -> tuple[tuple[str, BotAction], ...]:
        """The indicators that end a message, and how; the others only mark it."""
        named = (
            ("known_bot", self.known_bot),
            ("spam_keyword", self.spam_keyword),
            ("young_account", self.young_account),
        )
        return tuple((indicator, action) for indicator, action in named if action is not BotAction.FLAG)

    @property
    def disposes(self) -> bool:
        """Whether anything leads to the bot queue."""
        ways = (action for _, action in self.ending_indicators if self.check)
        return self.rate_limited == "dispose" or BotAction.DISPOSE in ways

    @property
    def spares_confirmed(self) -> bool:
        """Whether there is anything from which a confirmed conversation must be spared."""
        return self.rate_limited == "dispose" or (self.check and bool(self.ending_indicators))


@dataclass(frozen=True, slots=True)
class Handle:
    """Where a channel's handle comes from: an expression, or an incoming participant data attribute."""

    expression: str | None = None
    attribute: str | None = None

    @classmethod
    def from_node(cls, node: document.Node, problems: Problems) -> Self:
        """An expression as plain text, or `{attribute: NAME}`."""
        if isinstance(node, document.Scalar) and isinstance(node.value, str):
            return cls(expression=node.value)
        if isinstance(node, document.Mapping) and node.keys == ("attribute",):
            name = node.entries[0].value
            if isinstance(name, document.Scalar) and isinstance(name.value, str):
                return cls(attribute=name.value)
        invalid: Self = problems.add(
            "a handle is an expression or {attribute: NAME}",
            node.span,
            "leave it out where the channel has none",
        )
        return invalid


@dataclass(frozen=True, slots=True)
class Channel:
    """How a message of this channel says who wrote it, and which recipient leads to the flow.

    An Open Messaging channel of ours also says where outbound messages go (`webhook`), and which
    environment variable holds the secret that signs them (`secret_env`).
    """

    messenger_type: str
    recipient: str
    user_id: str
    id_scope: IdScope
    span: Span
    handle: Handle | None = None
    display_name: str | None = None
    account_created_at: str | None = None
    integration: str | None = None
    webhook: str | None = None
    secret_env: str | None = None


@dataclass(frozen=True, slots=True)
class Ownerships:
    """Whether what the flows need in an org is ours to write."""

    queues: Literal["own", "adopt", "reference"]
    skills: Literal["own", "adopt", "reference"]
    languages: Literal["own", "adopt", "reference"]
    open_messaging: Literal["own", "adopt", "reference"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is decided outside the templates."""

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

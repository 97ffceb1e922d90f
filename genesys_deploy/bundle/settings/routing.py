"""Where conversations go: queues of tiers, of guests and of bots."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from genesys_deploy.source.span import Span

__all__ = ["BotAction", "Bots", "Route", "Tier"]


class BotAction(StrEnum):
    """What a bot indicator does with the message."""

    DISCONNECT = "disconnect"
    DISPOSE = "dispose"
    FLAG = "flag"


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

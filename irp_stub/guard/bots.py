"""Is it a bot? Three indicators; what each of them leads to is the caller's business."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from irp_stub.guard.account_age import created_at, is_young

if TYPE_CHECKING:
    from irp_stub.guard.spam import SpamKeywords
    from irp_stub.store.protocol import Access

__all__ = ["BotCheck", "BotFindings", "Indicator", "Sender"]


class Indicator(StrEnum):
    """The gravest first."""

    KNOWN_BOT = "known_bot"
    SPAM_KEYWORD = "spam_keyword"
    YOUNG_ACCOUNT = "young_account"


@dataclass(frozen=True, slots=True)
class Sender:
    channel: str
    user_id: str | None = None
    text: str | None = None
    account_created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class BotFindings:
    indicators: frozenset[Indicator]

    @property
    def reason(self) -> Indicator | None:
        return next((indicator for indicator in Indicator if indicator in self.indicators), None)


@dataclass(frozen=True, slots=True)
class BotCheck:
    access: Access
    keywords: SpamKeywords
    young: timedelta = timedelta(days=7)

    def __call__(self, sender: Sender, now: float) -> BotFindings:
        known = sender.user_id is not None and self.access.is_known_bot(sender.channel, sender.user_id)
        created = sender.account_created_at or created_at(sender.channel, sender.user_id)
        seen = {
            Indicator.KNOWN_BOT: known,
            Indicator.SPAM_KEYWORD: self.keywords.found_in(sender.text),
            Indicator.YOUNG_ACCOUNT: is_young(created, datetime.fromtimestamp(now, UTC), self.young),
        }
        return BotFindings(frozenset(indicator for indicator, found in seen.items() if found))

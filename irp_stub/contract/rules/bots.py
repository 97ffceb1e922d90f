"""Bots are found before anything is spent on them, and people are not taken for bots."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from irp_stub.contract.catalogue import Purpose
from irp_stub.contract.errors import Broken
from irp_stub.contract.rule import Family

if TYPE_CHECKING:
    from irp_stub.contract.answer import Answer
    from irp_stub.contract.dataset import Bots
    from irp_stub.contract.probe import Probe

__all__ = ["BOTS"]

BOTS = Family("bots")
_INDICATORS = ("knownBot", "spamKeyword", "youngAccount")


def _bots(probe: Probe) -> Bots:
    return probe.need(probe.data.bots, "bots")


def _check(
    probe: Probe, text: str, user_id: str | None = None, channel: str | None = None, days: int | None = None
) -> Answer:
    created = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds") if days else None
    answer = probe.ask(
        Purpose.BOT_CHECK,
        channel=channel or probe.data.guest_channel,
        userId=user_id or probe.marks.user_id("sender"),
        text=text,
        accountCreatedAt=created,
    )
    return probe.served(Purpose.BOT_CHECK, answer)


def _demand(answer: Answer, indicator: str, what: str) -> None:
    if not (answer.true("isBot") and answer.true(indicator)):
        raise Broken(f"{what} is not told as one ({indicator})", answer.exchange)


def _deny(answer: Answer, what: str) -> None:
    found = [name for name in ("isBot", *_INDICATORS) if answer.true(name)]
    if found:
        raise Broken(f"{what} is taken for a bot ({', '.join(found)})", answer.exchange)


@BOTS.must(
    "bot-check-shape",
    "The bot check satisfies the Data Action",
    source='Data Action "Check Bot"',
    why="an answer that cannot be read leaves every bot in",
)
def bot_check_shape(probe: Probe) -> None:
    _check(probe, probe.data.bots.human if probe.data.bots else "Hello").demanded()


@BOTS.must(
    "known-bot",
    "A known bot is found",
    source='guide, edge case 2: "Check if the user_id exists in a known bot list"',
    why="it is what ends the conversation",
)
def known_bot(probe: Probe) -> None:
    bot = probe.need(_bots(probe).known, "bots.known")
    _demand(_check(probe, _bots(probe).human, bot.user_id, bot.channel), "knownBot", "a known bot")


@BOTS.must(
    "spam-keyword",
    "A spam keyword is found",
    source='guide, edge case 2: "Check if the message contains common spam keywords"',
    why="most spam comes from accounts that nobody has listed yet",
)
def spam_keyword(probe: Probe) -> None:
    _demand(_check(probe, probe.need(_bots(probe).spam, "bots.spam")), "spamKeyword", "a text with a keyword")


@BOTS.must(
    "young-account",
    "An account of a day is young",
    source='guide, edge case 2: "Check if the account age is less than 7 days"',
    why="accounts for spam are made the day they are used",
)
def young_account(probe: Probe) -> None:
    _demand(_check(probe, _bots(probe).human, days=1), "youngAccount", "an account of one day")


@BOTS.must(
    "people-are-no-bots",
    "An old account with a plain question is no bot",
    source='guide, "Early Termination": the conversation ends',
    why="a customer would be hung up on",
)
def people_are_no_bots(probe: Probe) -> None:
    _deny(_check(probe, _bots(probe).human, days=2000), "an old account with a plain question")


@BOTS.should(
    "unknown-age-is-not-young",
    "An account of unknown age is not young",
    source="no platform sends the age with a message",
    why="else everybody is young",
)
def unknown_age_is_not_young(probe: Probe) -> None:
    answer = _check(probe, _bots(probe).human)
    if answer.true("youngAccount"):
        raise Broken("an account of unknown age is told as young", answer.exchange)

"""POST /api/v1/bot-check and /api/v1/unresolved."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from irp_stub.api.answers import BotCheckAnswer, Logged
from irp_stub.api.claims import plain_id, plain_text, unusable
from irp_stub.api.http.exchange import Reply, reply
from irp_stub.api.http.times import moment
from irp_stub.guard.bots import Indicator, Sender
from irp_stub.identity.handle import read_handle
from irp_stub.store.records import Unresolved

if TYPE_CHECKING:
    from irp_stub.api.http.exchange import Call
    from irp_stub.api.platform import Platform
    from irp_stub.api.requests import BotCheckRequest, UnresolvedRequest
    from irp_stub.store.protocol import Tables

__all__ = ["check_bot", "log_unresolved"]

_JUDGED = 20_000
"""Characters of a text. No platform's messages are longer; a refusal would let the message go on unchecked."""


async def check_bot(platform: Platform, call: Call) -> Reply:
    """Look for the indicators of a bot."""
    request: BotCheckRequest = call.message
    text, created = (request.text or "")[:_JUDGED], moment(request.account_created_at)
    sender = Sender(request.channel.strip().lower(), plain_id(request.user_id), text, created)
    unread = ("account_created_at",) if created is None and request.account_created_at else ()
    found = platform.bots(sender, time.time())
    return reply(
        BotCheckAnswer(
            is_bot=bool(found.indicators),
            known_bot=Indicator.KNOWN_BOT in found.indicators,
            spam_keyword=Indicator.SPAM_KEYWORD in found.indicators,
            young_account=Indicator.YOUNG_ACCOUNT in found.indicators,
            reason=found.reason.value if found.reason else None,
            truncated=len(request.text or "") > _JUDGED,
            ignored=(*unusable(request), *unread),
        )
    )


async def log_unresolved(platform: Platform, call: Call) -> Reply:
    """Keep a sender whom nobody knew; a conversation is kept once."""
    request: UnresolvedRequest = call.message
    handle = None if unusable(request) else read_handle(request.handle)
    unresolved = Unresolved(
        request.channel.strip().lower(),
        plain_id(request.user_id),
        handle.name if handle else None,
        plain_text(request.conversation_id),
        plain_text(request.reason),
    )
    by = call.key.key_id
    await platform.store.write(lambda tables: _log(tables, unresolved, by, time.time()))
    return reply(Logged(), 202)


def _log(tables: Tables, unresolved: Unresolved, by: str, now: float) -> None:
    if tables.logs.log_unresolved(unresolved, now):
        tables.logs.audit(by, "unresolved", None, f"a sender on {unresolved.channel}", now)

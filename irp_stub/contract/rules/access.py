"""Nobody is told anything without a key."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from irp_stub.contract.catalogue import Purpose
from irp_stub.contract.errors import Broken, NotApplicable
from irp_stub.contract.probe import NO_KEY, NOT_SERVED
from irp_stub.contract.rule import Family

if TYPE_CHECKING:
    from irp_stub.contract.answer import Answer
    from irp_stub.contract.probe import Probe

__all__ = ["ACCESS"]

ACCESS = Family("access")
_REFUSED = frozenset({401, 403})
_READS = (Purpose.RESOLVE, Purpose.BOT_CHECK, Purpose.ACCOUNT)


def _ask(probe: Probe, purpose: Purpose, key: str) -> Answer:
    known = probe.data.known
    return probe.ask(
        purpose,
        key,
        channel=probe.data.guest_channel,
        userId=probe.marks.user_id("nobody"),
        conversationId=probe.marks.conversation(),
        customerId=known.customer_id if known else "nobody",
        reason="guest",
    )


def _demand_refusal(probe: Probe, key: str, what: str) -> None:
    purposes = _READS if probe.limits.read_only else tuple(Purpose)
    for purpose in purposes:
        if purpose not in probe.catalogue or purpose in probe.data.without:
            continue
        answer = _ask(probe, purpose, key)
        if answer.exchange.status in NOT_SERVED and purpose is not Purpose.RESOLVE:
            continue
        if answer.exchange.status not in _REFUSED:
            raise Broken(f'"{purpose}" {answer.exchange.told()} {what}', answer.exchange)


@ACCESS.must(
    "key-needed",
    "Without a key nothing is answered",
    source='guide, "Prerequisites"; OWASP API2',
    why="who is whose customer is personal data",
)
def key_needed(probe: Probe) -> None:
    _demand_refusal(probe, NO_KEY, "without a key")


@ACCESS.must(
    "wrong-key",
    "With a wrong key nothing is answered",
    source="OWASP API2",
    why="a check that only looks whether a key is there is none",
)
def wrong_key(probe: Probe) -> None:
    _demand_refusal(probe, f"wrong-{secrets.token_hex(8)}", "with a wrong key")


@ACCESS.must(
    "expired-key",
    "With an expired key nothing is answered",
    source="OWASP API2",
    why="keys are rotated because somebody may have them",
)
def expired_key(probe: Probe) -> None:
    if probe.secrets.expired is None:
        raise NotApplicable("no expired key was given (--expired-key-env)")
    _demand_refusal(probe, probe.secrets.expired, "with an expired key")

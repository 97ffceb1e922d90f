"""The customer as the CRM has it now, and how old a profile may be."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from irp_stub.contract.catalogue import Purpose
from irp_stub.contract.errors import Broken, NotApplicable
from irp_stub.contract.probe import NOT_SERVED
from irp_stub.contract.rule import Family

if TYPE_CHECKING:
    from irp_stub.contract.answer import Answer
    from irp_stub.contract.probe import Probe

__all__ = ["ACCOUNTS", "known_account"]

ACCOUNTS = Family("accounts")
_TTL = 300
_EVENTS = "/api/v1/events"


def known_account(probe: Probe) -> Answer:
    """The known customer's account, from a platform that has accounts."""
    known = probe.need(probe.data.known, "known")
    return probe.served(Purpose.ACCOUNT, probe.ask(Purpose.ACCOUNT, customerId=known.customer_id))


@ACCOUNTS.must(
    "account-read",
    "A customer's account can be read",
    source='guide, "Real-Time CRM Lookup"; Data Action "Get Account"',
    why="for Platinum the flow does not trust a copy",
)
def account_read(probe: Probe) -> None:
    answer = probe.once(known_account)
    outputs = answer.demanded()
    tier = probe.data.known.tier if probe.data.known else None
    if tier is not None and outputs.get("tier") != tier:
        raise Broken(f'the tier is "{outputs.get("tier")}", not "{tier}"', answer.exchange)


@ACCOUNTS.must(
    "account-unknown",
    "An account that is not there is an error",
    source="the flow tells success from failure by the status",
    why="an empty success would overwrite what the IRP said with nothing",
)
def account_unknown(probe: Probe) -> None:
    probe.once(known_account)  # a platform that has no accounts says so for every id
    answer = probe.ask(Purpose.ACCOUNT, customerId=probe.marks.user_id("nobody"))
    if not answer.exchange.refused:
        raise Broken(f"a customer id that is nobody's {answer.exchange.told()}", answer.exchange)


@ACCOUNTS.should(
    "account-agrees",
    "The account and the resolved profile agree",
    source='guide, "Stale Profile Data"',
    why="agents see both",
)
def account_agrees(probe: Probe) -> None:
    known, account = probe.need(probe.data.known, "known"), probe.once(known_account)
    resolved = probe.resolve_account(known)
    if not resolved.resolved:
        raise NotApplicable("the known account is not resolved (rule known-user-id)")
    for name in ("tier", "language", "preferredChannel"):
        one, other = account.text(name), resolved.text(name)
        if one and other and one != other:
            raise Broken(
                f'{name} is "{one}" in the CRM and "{other}" in the resolved profile', resolved.exchange
            )


@ACCOUNTS.should(
    "profile-age",
    "No profile is older than five minutes",
    source='guide, "Cache Invalidation": a TTL of no more than 5 minutes',
    why="agents would greet a customer in yesterday's language",
)
def profile_age(probe: Probe) -> None:
    ages = [(_age(answer), answer) for answer in probe.traces.resolved]
    known = [(age, answer) for age, answer in ages if age is not None]
    if not known:
        raise NotApplicable("answers have no Age header: how old a profile is cannot be seen from outside")
    oldest, answer = max(known, key=lambda pair: pair[0])
    if oldest > _TTL:
        raise Broken(f"a profile is {oldest} seconds old", answer.exchange)


@ACCOUNTS.should(
    "profile-invalidated",
    "After profile.changed no older copy is served",
    source='guide, "Cache Invalidation"',
    writes=True,
    why="the customer changed the language and writes a minute later",
)
def profile_invalidated(probe: Probe) -> None:
    known = probe.need(probe.data.known, "known")
    event = {"type": "profile.changed", "customer_id": known.customer_id}
    request = probe.request(Purpose.RESOLVE, channel=known.channel, conversationId=probe.marks.conversation())
    if _age(_aged(probe)) is None:
        raise NotApplicable(
            "answers have no Age header: whether a copy is served cannot be seen from outside"
        )
    told = probe.send(replace(request, url=f"{probe.url}{_EVENTS}", body=json.dumps(event)))
    if told.status in NOT_SERVED:
        raise NotApplicable(f"the platform takes no events (POST {_EVENTS} {told.told()})")
    if told.status is None or not 200 <= told.status < 300:
        raise Broken(f"the event {told.told()}", told)
    after = probe.resolve_account(known)
    if (_age(after) or 0) > 0:
        raise Broken(f"after the event the profile is {_age(after)} seconds old", after.exchange)


def _aged(probe: Probe) -> Answer:
    """The known account's answer, its profile at least a second old where the platform keeps copies."""
    known = probe.need(probe.data.known, "known")
    answer = probe.resolve_account(known)
    if _age(answer) != 0:
        return answer
    time.sleep(1.05)
    return probe.resolve_account(known)


def _age(answer: Answer) -> int | None:
    text = answer.exchange.header("Age") or ""
    return int(text) if text.isdigit() else None

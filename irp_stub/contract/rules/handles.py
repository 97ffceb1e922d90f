"""How handles are compared: without regard to case, space and `@`, and never by what they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.contract.catalogue import Purpose
from irp_stub.contract.disguise import disguises_of
from irp_stub.contract.errors import Broken, NotApplicable
from irp_stub.contract.rule import Family
from irp_stub.contract.rules.identity import expect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from irp_stub.contract.answer import Answer
    from irp_stub.contract.dataset import Account
    from irp_stub.contract.probe import Probe

__all__ = ["HANDLES"]

HANDLES = Family("handles")


def _findable(probe: Probe) -> Account:
    """An account that its handle resolves as it stands: else nothing can be said of other spellings."""
    account = probe.need(probe.data.handle_only, "handle_only")
    answer = probe.resolve(account.channel, handle=account.handle)
    if not answer.resolved or answer.customer_id != account.customer_id:
        raise NotApplicable("the handle as it stands is not resolved (rule known-handle)")
    return account


def _same(probe: Probe, account: Account, spellings: Iterable[tuple[str, str]]) -> None:
    for handle, raw in spellings:
        conversation = probe.marks.conversation()
        answer = probe.ask(
            Purpose.RESOLVE,
            channel=account.channel,
            handle=handle,
            handleRaw=raw,
            conversationId=conversation,
        )
        expect(
            answer, account, f"the handle as {raw!r}" if handle == raw else "the handle beside its raw form"
        )


@HANDLES.must(
    "handle-normalised",
    "Case and space make no other handle",
    source='guide, "Normalization": lower case, trimmed',
    why="platforms show handles in the case that their owner likes, and compare them without",
)
def handle_normalised(probe: Probe) -> None:
    account = probe.once(_findable)
    text = account.handle or ""
    _same(probe, account, [(form, form) for form in (text.upper(), text.title(), f"  {text} ")])


@HANDLES.must(
    "handle-raw",
    "The raw form beside the normalised one disturbs nothing",
    source='Data Action "Resolve Identity": handle and handle_raw',
    why="the flow sends both: the first to compare, the second as evidence of disguises",
)
def handle_raw(probe: Probe) -> None:
    account = probe.once(_findable)
    text = account.handle or ""
    _same(probe, account, [(text, form) for form in (f"@{text}", text.title(), f" {text}")])


@HANDLES.should(
    "handle-at-sign",
    "A leading @ makes no other handle",
    source='guide, "@john_doe is CRM_ID_12345"',
    why="connectors differ in whether they give it",
)
def handle_at_sign(probe: Probe) -> None:
    account = probe.once(_findable)
    _same(probe, account, [(f"@{account.handle}", f"@{account.handle}")])


def _impostors(probe: Probe) -> tuple[Answer, ...]:
    victim = probe.need(probe.data.look_alike, "look_alike")
    return tuple(
        probe.resolve(victim.channel, probe.marks.user_id("impostor"), disguise)
        for disguise in victim.disguises or disguises_of(victim.handle)
    )


@HANDLES.must(
    "look-alikes-not-merged",
    "A look-alike of a known handle is not the customer",
    source='guide, "Handle Collision and Homoglyphs": @john_doe and @j0hn_doe',
    writes=True,
    why="an impostor would see a customer's history, and agents would trust them",
)
def look_alikes_not_merged(probe: Probe) -> None:
    victim = probe.need(probe.data.look_alike, "look_alike")
    for answer in probe.once(_impostors):
        if answer.merges(victim.customer_id, probe.limits.threshold):
            raise Broken("a look-alike of a known handle is resolved as its holder", answer.exchange)


@HANDLES.must(
    "look-alikes-without-id",
    "Nor is it without a user id",
    source='guide, "Handle Collision and Homoglyphs"',
    writes=True,
    why="some connectors give the handle alone",
)
def look_alikes_without_id(probe: Probe) -> None:
    victim = probe.need(probe.data.look_alike, "look_alike")
    for disguise in victim.disguises or disguises_of(victim.handle):
        answer = probe.resolve(victim.channel, handle=disguise)
        if answer.merges(victim.customer_id, probe.limits.threshold):
            raise Broken("a look-alike without a user id is resolved as the holder", answer.exchange)


@HANDLES.should(
    "impersonation-told",
    "A look-alike is told as one",
    source='Data Action "Resolve Identity": impersonationSuspected',
    writes=True,
    why="the agent and the steward are warned before they answer",
)
def impersonation_told(probe: Probe) -> None:
    answers = probe.once(_impostors)
    silent = [answer for answer in answers if not answer.true("impersonationSuspected")]
    if silent:
        raise Broken(
            f"{len(silent)} of {len(answers)} look-alikes come without impersonation_suspected",
            silent[0].exchange,
        )

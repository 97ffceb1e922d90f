"""Who is it? The user id decides, then the handle, and never anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.contract.errors import Broken, NotApplicable
from irp_stub.contract.rule import Family
from irp_stub.contract.wire import json_of

if TYPE_CHECKING:
    from irp_stub.contract.answer import Answer
    from irp_stub.contract.dataset import Account
    from irp_stub.contract.probe import Probe

__all__ = ["IDENTITY", "expect"]

IDENTITY = Family("identity")


def expect(answer: Answer, account: Account, what: str) -> None:
    """The answer is this account's customer, else `Broken`."""
    if not answer.resolved:
        raise Broken(f"{what} is not resolved", answer.exchange)
    if answer.customer_id != account.customer_id:
        found = answer.customer_id or "nobody"
        raise Broken(f"{what} is {account.customer_id}, but {found} was answered", answer.exchange)


@IDENTITY.must(
    "known-user-id",
    "A known user id is resolved, with and without a handle",
    source="guide, edge case 1; channels without handles",
    why="the user id is the only thing about an account that never changes; WhatsApp has nothing else",
)
def known_user_id(probe: Probe) -> None:
    known = probe.need(probe.data.known, "known")
    expect(probe.resolve_account(known), known, "the known account")
    expect(probe.resolve(known.channel, known.user_id), known, "the known user id alone")


@IDENTITY.must(
    "known-handle",
    "A known handle is resolved without a user id",
    source='guide, "Data Action Node (Resolve Identity)": handle and channel',
    why="some connectors give no user id",
)
def known_handle(probe: Probe) -> None:
    account = probe.need(probe.data.handle_only, "handle_only")
    expect(probe.resolve(account.channel, handle=account.handle), account, "the known handle")


@IDENTITY.should(
    "stable-answers",
    "The same question has the same answer",
    source="conversations have several messages",
    why="each message of a conversation asks anew; the customer must not change between them",
)
def stable_answers(probe: Probe) -> None:
    known = probe.need(probe.data.known, "known")
    first, second = (probe.resolve_account(known) for _ in range(2))
    if (first.resolved, first.customer_id) != (second.resolved, second.customer_id):
        raise Broken("the same request was answered in two ways", second.exchange)


@IDENTITY.must(
    "user-id-before-handle",
    "Where they disagree, the user id decides",
    source='guide, edge case 1: "The IRP should prioritize user_id"',
    writes=True,
    why="a handle that was given up belongs to a stranger tomorrow",
)
def user_id_before_handle(probe: Probe) -> None:
    accounts = probe.need(probe.data.contested, "contested")
    if len(accounts) < 2 or not all(account.user_id and account.handle for account in accounts[:2]):
        raise NotApplicable("`contested` needs two accounts with user id and handle")
    mine, theirs = accounts[:2]
    answer = probe.resolve(mine.channel, mine.user_id, theirs.handle)
    try:
        expect(answer, mine, "a known user id with somebody else's handle")
    finally:
        for account in (theirs, mine):  # a platform that follows handles has them back
            probe.resolve_account(account)


@IDENTITY.must(
    "handle-change",
    "Who changes the handle stays who they are",
    source="guide, edge case 1",
    writes=True,
    why="else every renamed account becomes a guest and a duplicate lead",
)
def handle_change(probe: Probe) -> None:
    renamed = probe.need(probe.data.renamed, "renamed")
    answer = probe.resolve(renamed.channel, renamed.user_id, probe.marks.handle("renamed"))
    try:
        expect(answer, renamed, "a known user id with a new handle")
    finally:
        probe.resolve_account(renamed)


@IDENTITY.should(
    "handle-follow",
    "A new handle is kept",
    source='guide, edge case 1: "update the handle field in the CRM to the new handle"',
    writes=True,
    why="the next message may come through a connector that gives the handle alone",
)
def handle_follow(probe: Probe) -> None:
    renamed, handle = probe.need(probe.data.renamed, "renamed"), probe.marks.handle("followed")
    if not probe.resolve(renamed.channel, renamed.user_id, handle).resolved:
        raise NotApplicable("a new handle is not resolved at all (rule handle-change)")
    try:
        expect(probe.resolve(renamed.channel, handle=handle), renamed, "the new handle alone")
    finally:
        probe.resolve_account(renamed)


@IDENTITY.should(
    "recycled-handle",
    "A handle under another user id is somebody else",
    source="guide, edge case 1: handles are not permanent",
    writes=True,
    why="handles are given up and taken by strangers, who must not get the former holder's history",
)
def recycled_handle(probe: Probe) -> None:
    held = probe.need(probe.data.held, "held")
    answer = probe.resolve(held.channel, probe.marks.user_id("recycled"), held.handle)
    if answer.merges(held.customer_id, probe.limits.threshold):
        raise Broken("a new user id is taken for the holder of its handle", answer.exchange)


@IDENTITY.must(
    "display-name-no-evidence",
    "A display name is nobody's proof",
    source='guide, "Handle Collision and Homoglyphs": the risk of "linking the wrong identity"',
    writes=True,
    why="anybody can call themselves anything; the flow sends the name for the steward's eyes",
)
def display_name_no_evidence(probe: Probe) -> None:
    known = probe.need(probe.data.known, "known")
    name = probe.need(known.display_name, "known.display_name")
    answer = probe.resolve(known.channel, probe.marks.user_id("namesake"), displayName=name)
    if answer.merges(known.customer_id, probe.limits.threshold):
        raise Broken("a stranger with the customer's display name is taken for the customer", answer.exchange)


@IDENTITY.must(
    "cross-platform",
    "The accounts of one customer lead to one customer",
    source="guide, edge case 3",
    why="else one person has two histories, and is a lead on the second platform",
)
def cross_platform(probe: Probe) -> None:
    for account in probe.need(probe.data.same_person, "same_person"):
        expect(probe.resolve_account(account), account, f"the account on {account.channel}")


@IDENTITY.must(
    "same-handle-elsewhere",
    "The same handle on another platform is not yet the same person",
    source='guide, "Handle Collision": handles are not unique across platforms',
    writes=True,
    why="whoever was first to take a famous handle elsewhere would be the customer",
)
def same_handle_elsewhere(probe: Probe) -> None:
    held = probe.need(probe.data.held, "held")
    channel = "instagram" if held.channel != "instagram" else "twitter"
    answer = probe.resolve(channel, probe.marks.user_id("elsewhere"), held.handle)
    if answer.merges(held.customer_id, probe.limits.threshold):
        raise Broken(f"the handle's holder on {held.channel} is resolved on {channel} too", answer.exchange)


@IDENTITY.should(
    "social-graph",
    "The answer names the customer's account on this platform",
    source='guide, "Expected Response from IRP": social_graph; edge case 3',
    why="agents see where else the customer is, and stewards what is linked",
)
def social_graph(probe: Probe) -> None:
    known = probe.need(probe.data.known, "known")
    answer = probe.resolve_account(known)
    document = json_of(answer.exchange)
    graph = document.get("social_graph")
    if not isinstance(graph, dict):
        raise NotApplicable("the answer has no social_graph; some platforms show it to certain keys only")
    found = graph.get(f"{known.channel}_id")
    if found != known.user_id:
        raise Broken(f"social_graph.{known.channel}_id is not the account's user id", answer.exchange)

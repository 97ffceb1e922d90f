"""Why two records are, or are not, one customer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from irp_stub.identity.handle import Handle, is_disguise_of
from irp_stub.stewardship.refusal import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from irp_stub.store.protocol import Tables
    from irp_stub.store.records import KnownAccount

__all__ = ["Comparison", "Sign", "SignKind", "compare"]


class SignKind(StrEnum):
    """What speaks for one customer, or against it."""

    MERGED = "merged"
    SHARED_EMAIL = "shared_email"
    SAME_HANDLE = "same_handle"
    LOOK_ALIKE = "look_alike"
    RULED_OUT = "ruled_out"
    TWO_ACCOUNTS = "two_accounts"


@dataclass(frozen=True, slots=True)
class Sign:
    kind: SignKind
    detail: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """`same` is what holds now; `verdict` says why in a sentence."""

    same: bool
    verdict: str
    signs: tuple[Sign, ...]


def compare(tables: Tables, first: str, second: str) -> Comparison:
    """Lay two records side by side.

    Raises:
        Refusal: there is no customer with one of the ids.
    """
    one, other = tables.people.customer(first), tables.people.customer(second)
    if one is None or other is None:
        raise Unknown(f"there is no customer {first if one is None else second}")
    if one.customer_id == other.customer_id:
        merges = tuple(_merges(tables, one.customer_id, first, second))
        return Comparison(same=True, verdict="They are one customer.", signs=merges)
    signs = tuple(_signs(tables, one.customer_id, other.customer_id))
    return Comparison(same=False, verdict=_verdict(signs), signs=signs)


def _merges(tables: Tables, customer_id: str, *asked: str) -> Iterator[Sign]:
    for merge in tables.merges.of_customer(customer_id):
        if merge.undone_at is None and merge.from_id in asked:
            yield Sign(
                SignKind.MERGED, f"{merge.merged_by} merged {merge.from_id} into it ({merge.merge_id})"
            )


def _signs(tables: Tables, one: str, other: str) -> Iterator[Sign]:
    mine, theirs = tables.dossier.accounts(one), tables.dossier.accounts(other)
    yield from _mailboxes(tables, one, other)
    for left in mine:
        for right in theirs:
            yield from _pair(left, right)
    for customer_id, accounts in ((one, theirs), (other, mine)):
        for account in accounts:
            key = f"id:{account.user_id}" if account.user_id else f"handle:{account.handle}"
            if customer_id in tables.dossier.ruled_out(account.channel, key):
                yield Sign(
                    SignKind.RULED_OUT, f"a steward: the account on {account.channel} is not {customer_id}'s"
                )


def _mailboxes(tables: Tables, one: str, other: str) -> Iterator[Sign]:
    verified = [{m.address for m in tables.dossier.mailboxes(c) if m.verified} for c in (one, other)]
    for _ in verified[0] & verified[1]:
        yield Sign(SignKind.SHARED_EMAIL, "both have proven to read one mailbox")


def _pair(left: KnownAccount, right: KnownAccount) -> Iterator[Sign]:
    if left.channel == right.channel and left.user_id and right.user_id:
        yield Sign(SignKind.TWO_ACCOUNTS, f"two accounts on {left.channel} with ids of their own")
    if left.handle is None or right.handle is None:
        return
    if left.handle == right.handle:
        yield Sign(SignKind.SAME_HANDLE, f"the same handle on {left.channel} and {right.channel}")
    elif _alike(left.handle, right.handle):
        yield Sign(SignKind.LOOK_ALIKE, f"handles on {left.channel} and {right.channel} that look alike")


def _alike(left: str, right: str) -> bool:
    handle = Handle(left, left)
    return handle.leet == Handle(right, right).leet and is_disguise_of(handle, right)


def _verdict(signs: tuple[Sign, ...]) -> str:
    kinds = {sign.kind for sign in signs}
    if SignKind.RULED_OUT in kinds:
        return "They are two: a steward decided so."
    if kinds & {SignKind.SHARED_EMAIL, SignKind.SAME_HANDLE}:
        return "They are two: what they share suggests one person, and only a steward may merge."
    if SignKind.LOOK_ALIKE in kinds:
        return "They are two: a handle that looks alike is a reason for doubt, not for a merge."
    return "They are two: nothing speaks for one."

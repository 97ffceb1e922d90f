"""Whose word counts where two imported customers claim one account or handle: never the order in which they came."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

if TYPE_CHECKING:
    from irp_stub.identity.model import Identity
    from irp_stub.identity.view import View
    from irp_stub.store.records import Person, PlatformAccount

__all__ = ["Arrival", "arrival_of", "gives_up_account", "gives_up_handle"]


class Arrival(NamedTuple):
    """An account that is taken in; `known` is what there is of it, and may be another customer's until then.

    `account` is without its handle where another account keeps that; then it is not `whole`.
    """

    known: Identity | None
    account: PlatformAccount
    whole: bool


def arrival_of(person: Person, account: PlatformAccount, view: View) -> Arrival | None:
    """What becomes of an account that a person claims; None: somebody else keeps it."""
    handle = account.handle
    known = view.identity(account.channel, account.user_id) if account.user_id else None
    holder = view.holder(account.channel, handle.name) if handle else None
    if account.user_id is None:
        known = holder
    if known and known.customer_id != person.customer.customer_id and not gives_up_account(known, person):
        return None
    another = holder is not None and (known is None or holder.id != known.id)
    taken = holder is not None and another and not gives_up_handle(holder, person)
    return Arrival(known, replace(account, handle=None if taken else handle), not taken)


def gives_up_account(known: Identity, person: Person) -> bool:
    """Whether an account goes to the customer who claims it: by the later word, else to the id that sorts first.

    What a steward has decided is not for an import to change.
    """
    if known.must_link:
        return False
    theirs, mine = known.confirmed_at, person.confirmed_at
    return mine > theirs or (mine == theirs and person.customer.customer_id < known.customer_id)


def gives_up_handle(holder: Identity, person: Person) -> bool:
    """Whether the account that holds a handle leaves it to another one that claims it."""
    if holder.customer_id != person.customer.customer_id:
        return gives_up_account(holder, person)
    return holder.user_id is None or person.confirmed_at >= holder.confirmed_at

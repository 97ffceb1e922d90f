"""Whose word counts where two imported customers claim one account or handle: never the order in which they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from irp_stub.identity.model import Identity
    from irp_stub.store.records import Person

__all__ = ["gives_up_account", "gives_up_handle"]


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

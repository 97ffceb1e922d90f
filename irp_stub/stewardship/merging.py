"""Two records turn out to be one customer, or not after all."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from irp_stub.stewardship.refusal import Conflict, Impossible, Unknown
from irp_stub.store.records import Customer, Merge

if TYPE_CHECKING:
    from irp_stub.store.protocol import Tables

__all__ = ["merge_customers", "undo_merge"]


def merge_customers(tables: Tables, into_id: str, from_id: str, by: str, now: float) -> Merge:
    """Make one customer of two; `from_id` stays an alias. Within a transaction.

    Raises:
        Refusal: one of them is not there, or they are one already.
    """
    into, gone = tables.people.customer(into_id), tables.people.customer(from_id)
    if into is None or gone is None:
        raise Unknown(f"there is no customer {into_id if into is None else from_id}")
    if into.customer_id == gone.customer_id:
        raise Impossible("these are one customer already")
    merge = Merge(f"m_{secrets.token_hex(8)}", into.customer_id, gone.customer_id, now, by)
    tables.merges.merge(merge, _surviving(into, gone))
    detail = f"merge {merge.merge_id}: {gone.customer_id} into {into.customer_id}"
    tables.logs.audit(by, "merge", into.customer_id, detail, now)
    return merge


def undo_merge(tables: Tables, merge_id: str, by: str, now: float) -> Merge:
    """Make two customers again of one. Within a transaction.

    Raises:
        Refusal: there is no such merge in force, or a later one builds upon it.
    """
    merge = tables.merges.get(merge_id)
    if merge is None:
        raise Unknown("there is no merge with this id")
    if merge.undone_at is not None:
        raise Conflict("this merge was undone before")
    later = _later(tables, merge)
    if later is not None:
        raise Conflict(f"a later merge builds upon this one; undo {later.merge_id} first")
    tables.merges.undo(merge, now)
    tables.logs.audit(by, "unmerge", merge.into_id, f"undo of {merge.merge_id}", now)
    return merge


def _later(tables: Tables, merge: Merge) -> Merge | None:
    """A merge into or of the same survivor that came after."""
    following = tables.merges.of_customer(merge.into_id)
    at = following.index(merge)
    return next((other for other in reversed(following[at + 1 :]) if other.undone_at is None), None)


def _surviving(into: Customer, gone: Customer) -> Customer:
    """The survivor's own facts first; what it does not know comes from the other."""
    latest = max(filter(None, (into.last_interaction, gone.last_interaction)), default=None)
    return Customer(
        into.customer_id,
        into.name,
        into.tier or gone.tier,
        into.updated_at or gone.updated_at,
        latest,
        {**gone.preferences, **into.preferences},
    )

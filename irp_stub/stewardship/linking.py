"""A steward gives an account to a customer, or says whose it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.identity.change import BindUserId, Change, Confirm, LinkAccount, MustLink, TakeHandle
from irp_stub.stewardship.refusal import Conflict, Unknown

if TYPE_CHECKING:
    from irp_stub.identity.model import Claim, Identity
    from irp_stub.store.protocol import Tables
    from irp_stub.store.records import Customer

__all__ = ["link_account", "rule_out_account"]

RULE = "steward"


def link_account(tables: Tables, claim: Claim, customer_id: str, by: str, now: float) -> tuple[str, bool]:
    """Link; out come the customer's present id, and whether anything was new. Within a transaction.

    Raises:
        Refusal: there is no such customer, or the account is another customer's.
    """
    customer = _customer(tables, customer_id)
    known = _known(tables, claim)
    if known is not None and known.customer_id != customer.customer_id:
        raise Conflict(f"this account belongs to {known.customer_id}; merge the two, or undo that first")
    changes = _changes(tables, claim, known, customer.customer_id)
    tables.graph.rule_in(claim.channel, _keys(claim), customer.customer_id)
    tables.graph.apply(changes, now)
    new = any(not isinstance(change, Confirm | MustLink) for change in changes)
    tables.logs.audit(by, "link", customer.customer_id, f"an account on {claim.channel}", now)
    return customer.customer_id, new


def rule_out_account(tables: Tables, claim: Claim, customer_id: str, now: float) -> str:
    """The account is not the customer's, whatever the rules say; out comes the customer's present id.

    Within a transaction. An account that was the customer's belongs to nobody from now on.

    Raises:
        Refusal: there is no such customer.
    """
    customer = _customer(tables, customer_id)
    tables.graph.rule_out(claim.channel, _keys(claim)[0], customer.customer_id, now)
    known = _known(tables, claim)
    if known is not None and known.customer_id == customer.customer_id and known.user_id == claim.user_id:
        tables.graph.unlink(known.id)
    return customer.customer_id


def _customer(tables: Tables, customer_id: str) -> Customer:
    customer = tables.people.customer(customer_id)
    if customer is None:
        raise Unknown(f"there is no customer {customer_id}")
    return customer


def _keys(claim: Claim) -> tuple[str, ...]:
    """How the account may have been ruled out: what a steward says later counts."""
    by_id = (f"id:{claim.user_id}",) if claim.user_id is not None else ()
    return (*by_id, f"handle:{claim.handle.name}") if claim.handle else by_id


def _known(tables: Tables, claim: Claim) -> Identity | None:
    if claim.user_id is not None:
        return tables.view.identity(claim.channel, claim.user_id)
    return tables.view.holder(claim.channel, claim.handle.name) if claim.handle else None


def _changes(tables: Tables, claim: Claim, known: Identity | None, customer_id: str) -> tuple[Change, ...]:
    handle = claim.handle
    if known is not None:
        confirm = Confirm(known.id)
        taken = handle is not None and handle.name != known.handle
        must_link = () if known.must_link else (MustLink(known.id),)
        takes = (TakeHandle(known.id, claim.channel, handle),) if handle and taken else ()
        return (confirm, *takes, *must_link)
    holder = tables.view.holder(claim.channel, handle.name) if handle else None
    if holder and claim.user_id and holder.user_id is None and holder.customer_id == customer_id:
        return (BindUserId(holder.id, claim.user_id), MustLink(holder.id))
    return (LinkAccount(customer_id, claim.channel, claim.user_id, handle, RULE),)

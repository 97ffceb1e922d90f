"""What stewards are answered when they look for customers, and at what became of one."""

from __future__ import annotations

import msgspec

__all__ = ["CustomerHistory", "FoundCustomer", "FoundCustomers", "HistoryEvent", "SearchRequest"]


class SearchRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A customer id, a user id, a handle or an e-mail address: whole, or the beginning of an id or a handle."""

    text: str


class FoundCustomer(msgspec.Struct, frozen=True, omit_defaults=True):
    """`found_by`: `id`, `alias`, `user_id`, `handle`, `former_handle`, `look_alike` or `email`; `value` is what fits."""

    customer_id: str
    name: str
    found_by: str
    tier: str | None = None
    channel: str | None = None
    value: str | None = None


class FoundCustomers(msgspec.Struct, frozen=True):
    """The nearest first, each once."""

    customers: tuple[FoundCustomer, ...]


class HistoryEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`actor` is the key that did it; none where the rules decided. `text` is a sentence."""

    at: str
    action: str
    text: str
    actor: str | None = None
    decision_id: str | None = None


class CustomerHistory(msgspec.Struct, frozen=True):
    """The latest first."""

    events: tuple[HistoryEvent, ...]

"""Customers as they are imported and read: the CRM's side of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from irp_stub.identity.change import LinkAccount
from irp_stub.store.memory.graph import MemoryGraph
from irp_stub.store.memory.view import MemoryView
from irp_stub.store.precedence import arrival_of
from irp_stub.store.profile_json import profile_json
from irp_stub.store.records import Customer, Person, PlatformAccount, Profile

if TYPE_CHECKING:
    from irp_stub.identity.model import Identity
    from irp_stub.store.memory.state import Book

__all__ = ["MemoryPeople"]


class MemoryPeople:
    def __init__(self, book: Book) -> None:
        self._book = book
        self._view, self._graph = MemoryView(book), MemoryGraph(book)

    def customer(self, customer_id: str) -> Customer | None:
        state = self._book.state
        return state.customers.get(state.aliases.get(customer_id, customer_id))

    def profile(self, customer_id: str) -> Profile | None:
        customer = self._book.state.customers.get(customer_id)
        graph = msgspec.json.encode(self._social_graph(customer_id))
        return Profile(profile_json(customer), graph) if customer else None

    def put(self, person: Person) -> tuple[PlatformAccount, ...]:
        state = self._book.state
        survivor = state.aliases.get(person.customer.customer_id)
        if survivor is None:
            self._put_customer(person.customer)
        else:
            person = replace(person, customer=replace(person.customer, customer_id=survivor))
        for mailbox in person.mailboxes:
            state.mailboxes[mailbox.address, person.customer.customer_id] = mailbox.verified
        return tuple(account for account in person.accounts if not self._put_account(person, account))

    def _put_customer(self, customer: Customer) -> None:
        known = self._book.state.customers.get(customer.customer_id)
        newest = known is None or not known.updated_at or not customer.updated_at
        if known is None or newest or (customer.updated_at or "") >= (known.updated_at or ""):
            self._book.state.customers[customer.customer_id] = customer

    def _put_account(self, person: Person, account: PlatformAccount) -> bool:
        arrival = arrival_of(person, account, self._view)
        if arrival is None:
            return False
        if arrival.known and arrival.known.customer_id != person.customer.customer_id:
            self._graph.give(arrival.known.id, person.customer.customer_id)
        self._renew(person, arrival.known, arrival.account)
        return arrival.whole

    def _renew(self, person: Person, known: Identity | None, account: PlatformAccount) -> None:
        handle, at = account.handle, person.confirmed_at
        if known is None:
            customer_id = person.customer.customer_id
            self._graph.link(LinkAccount(customer_id, account.channel, account.user_id, handle, "import"), at)
            return
        if handle and known.handle != handle.name and known.confirmed_at <= at:
            self._graph.take_handle(known.id, handle, at)
        self._graph.confirm(known.id, at)

    def _social_graph(self, customer_id: str) -> dict[str, str]:
        """Of several accounts of a channel the last seen counts."""
        graph: dict[str, str] = {}
        edges = (edge for edge in self._book.state.edges.values() if edge.customer_id == customer_id)
        for edge in sorted(edges, key=lambda edge: (edge.confirmed_at, edge.id)):
            if edge.user_id is not None:
                graph[f"{edge.channel}_id"] = edge.user_id
            if edge.handle is not None:
                graph[f"{edge.channel}_handle"] = edge.handle
                if edge.channel == "linkedin":
                    graph["linkedin_url"] = f"linkedin.com/in/{edge.handle}"
        return graph

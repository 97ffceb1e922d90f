"""Customers as a steward looks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.identity.confusables import skeleton
from irp_stub.identity.handle import normalise
from irp_stub.store.records import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from irp_stub.store.memory.state import Book

__all__ = ["MemoryDirectory"]


class MemoryDirectory:
    def __init__(self, book: Book) -> None:
        self._book = book

    def find(self, text: str, limit: int) -> list[Found]:
        """Each customer once, by the nearest way."""
        found: dict[str, Found] = {}
        text = text.strip()
        name = normalise(text)
        for customer_id, kind, channel, value in self._ways(text, name) if name else ():
            customer = self._book.state.customers.get(customer_id)
            if customer is not None and len(found) < limit:
                told = Found(customer_id, customer.name, customer.tier, kind, channel, value)
                found.setdefault(customer_id, told)
        return list(found.values())

    def _ways(self, text: str, name: str) -> Iterator[tuple[str, str, str | None, str | None]]:
        state = self._book.state
        yield text, "id", None, None
        if text in state.aliases:
            yield state.aliases[text], "alias", None, text
        for edge in sorted(state.edges.values(), key=lambda edge: edge.channel):
            if edge.user_id == text:
                yield edge.customer_id, "user_id", edge.channel, text
        for address, owner in sorted(state.mailboxes):
            if address == name:
                yield owner, "email", None, address
        yield from self._by_handle(text, name)
        for customer_id in sorted(state.customers):
            if customer_id.startswith(text) and customer_id != text:
                yield customer_id, "id", None, None

    def _by_handle(self, text: str, name: str) -> Iterator[tuple[str, str, str | None, str | None]]:
        state, drawn = self._book.state, skeleton(text.removeprefix("@"))
        spells = sorted(
            state.spells.values(), key=lambda spell: (spell.valid_to is not None, spell.channel, spell.name)
        )
        for spell in spells:
            if spell.name == name:
                kind = "handle" if spell.valid_to is None else "former_handle"
                yield state.edges[spell.identity_id].customer_id, kind, spell.channel, name
        for spell in spells:
            if spell.keys[0] == drawn and spell.name != name:
                yield state.edges[spell.identity_id].customer_id, "look_alike", spell.channel, spell.name
        for spell in spells:
            if spell.name.startswith(name) and spell.name != name and spell.valid_to is None:
                yield state.edges[spell.identity_id].customer_id, "handle", spell.channel, spell.name

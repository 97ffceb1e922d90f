"""The identity graph, read: what the rules of `irp_stub.identity` ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.identity.model import Identity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from irp_stub.identity.handle import Handle
    from irp_stub.identity.model import Claim
    from irp_stub.store.memory.state import Book, Edge, Spell

__all__ = ["MemoryView"]

_LIMIT = 20


class MemoryView:
    def __init__(self, book: Book) -> None:
        self._book = book

    def identity(self, channel: str, user_id: str) -> Identity | None:
        found = (edge for edge in self._edges() if (edge.channel, edge.user_id) == (channel, user_id))
        return next((_identity(edge, edge.handle) for edge in found), None)

    def holder(self, channel: str, name: str) -> Identity | None:
        return next((self._of(spell) for spell in self._held(name) if spell.channel == channel), None)

    def former_holder(self, channel: str, name: str) -> Identity | None:
        spells = [
            (spell.valid_to or 0.0, number, spell)
            for number, spell in self._book.state.spells.items()
            if (spell.channel, spell.name) == (channel, name)
        ]
        return self._of(max(spells)[2]) if spells else None

    def elsewhere(self, channel: str, name: str) -> Sequence[Identity]:
        return [self._of(spell) for spell in self._held(name) if spell.channel != channel][:_LIMIT]

    def look_alikes(self, handle: Handle) -> Sequence[Identity]:
        drawn, leet = {handle.skeleton, handle.raw_skeleton}, handle.leet
        alike = (
            spell
            for spell in self._book.state.spells.values()
            if drawn & set(spell.keys[:2]) or spell.keys[2] == leet
        )
        return [self._of(spell) for spell in alike][:_LIMIT]

    def readers(self, address: str) -> Sequence[str]:
        mailboxes = self._book.state.mailboxes.items()
        readers = (customer for (found, customer), verified in mailboxes if verified and found == address)
        return sorted(readers)[:_LIMIT]

    def accounts_of(self, customer_id: str, channel: str) -> int:
        return sum((edge.customer_id, edge.channel) == (customer_id, channel) for edge in self._edges())

    def cannot_link(self, claim: Claim) -> frozenset[str]:
        by_id = {f"id:{claim.user_id}"} if claim.user_id is not None else set()
        keys = by_id | ({f"handle:{claim.handle.name}"} if claim.handle else set())
        ruled_out = self._book.state.ruled_out
        return frozenset(who for channel, key, who in ruled_out if channel == claim.channel and key in keys)

    def _edges(self) -> Sequence[Edge]:
        return tuple(self._book.state.edges.values())

    def _held(self, name: str) -> Sequence[Spell]:
        spells = self._book.state.spells.values()
        return [spell for spell in spells if spell.name == name and spell.valid_to is None]

    def _of(self, spell: Spell) -> Identity:
        return _identity(self._book.state.edges[spell.identity_id], spell.name)


def _identity(edge: Edge, handle: str | None) -> Identity:
    must_link = edge.rule == "steward"
    return Identity(
        edge.id, edge.channel, edge.user_id, edge.customer_id, handle, edge.confirmed_at, must_link
    )

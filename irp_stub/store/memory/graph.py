"""The identity graph, written: changes applied and handles moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from irp_stub.identity.change import BindUserId, Change, Confirm, LinkAccount, MustLink, TakeHandle
from irp_stub.store.memory.state import Edge, Spell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from irp_stub.identity.handle import Handle
    from irp_stub.store.memory.state import Book

__all__ = ["MemoryGraph"]


class MemoryGraph:
    def __init__(self, book: Book) -> None:
        self._book = book

    def apply(self, changes: Iterable[Change], now: float) -> frozenset[str]:
        touched: set[str] = set()
        for change in changes:
            match change:
                case Confirm(identity_id):
                    self.confirm(identity_id, now)
                case BindUserId(identity_id, user_id):
                    touched.add(self._set(identity_id, user_id=user_id, confirmed_at=now).customer_id)
                case TakeHandle(identity_id, _, handle):
                    touched.update(self.take_handle(identity_id, handle, now))
                case LinkAccount():
                    touched.update(self.link(change, now))
                case MustLink(identity_id):
                    self._set(identity_id, rule="steward")
        return frozenset(touched)

    def confirm(self, identity_id: int, now: float) -> None:
        edge = self._book.state.edges.get(identity_id)
        if edge is not None and edge.confirmed_at < now:
            self._set(identity_id, confirmed_at=now)

    def link(self, new: LinkAccount, at: float) -> set[str]:
        """Give a customer an account that nobody has; its handle comes from whoever held it."""
        number = self._book.state.next()
        edge = Edge(number, new.channel, new.user_id, new.customer_id, None, at, new.rule)
        self._book.state.edges[number] = edge
        return {new.customer_id} if new.handle is None else self.take_handle(number, new.handle, at)

    def take_handle(self, identity_id: int, handle: Handle, at: float) -> set[str]:
        state = self._book.state
        channel = state.edges[identity_id].channel
        touched = self._release(channel, handle.name, identity_id, at)
        for number, spell in list(state.spells.items()):
            if spell.identity_id == identity_id and spell.valid_to is None:
                state.spells[number] = replace(spell, valid_to=at)
        state.spells[state.next()] = Spell(identity_id, channel, handle.name, handle.keys(), at)
        confirmed_at = max(at, state.edges[identity_id].confirmed_at)
        edge = self._set(identity_id, handle=handle.name, confirmed_at=confirmed_at)
        return touched | {edge.customer_id}

    def give(self, identity_id: int, customer_id: str) -> None:
        """The account is another customer's from now on, as an import says."""
        self._set(identity_id, customer_id=customer_id, rule="import")

    def rule_out(self, channel: str, account_key: str, customer_id: str, now: float) -> None:
        self._book.state.ruled_out.setdefault((channel, account_key, customer_id), now)

    def rule_in(self, channel: str, account_keys: Iterable[str], customer_id: str) -> None:
        for key in account_keys:
            self._book.state.ruled_out.pop((channel, key, customer_id), None)

    def unlink(self, identity_id: int) -> None:
        state = self._book.state
        state.edges.pop(identity_id, None)
        for number, spell in list(state.spells.items()):
            if spell.identity_id == identity_id:
                del state.spells[number]

    def _release(self, channel: str, name: str, taker: int, at: float) -> set[str]:
        """Whoever else holds the handle holds it no longer; an account that was nothing but it is gone."""
        state = self._book.state
        held = (
            number
            for number, spell in state.spells.items()
            if (spell.channel, spell.name, spell.valid_to) == (channel, name, None)
            and spell.identity_id != taker
        )
        number = next(held, None)
        if number is None:
            return set()
        spell = state.spells[number] = replace(state.spells[number], valid_to=at)
        former = self._set(spell.identity_id, handle=None)
        if former.user_id is None and former.customer_id == state.edges[taker].customer_id:
            self._absorb(former.id, taker)
        return {former.customer_id}

    def _absorb(self, identity_id: int, taker: int) -> None:
        state = self._book.state
        del state.edges[identity_id]
        for number, spell in state.spells.items():
            if spell.identity_id == identity_id:
                state.spells[number] = replace(spell, identity_id=taker)

    def _set(self, identity_id: int, **facts: Any) -> Edge:
        edges = self._book.state.edges
        edges[identity_id] = replace(edges[identity_id], **facts)
        return edges[identity_id]

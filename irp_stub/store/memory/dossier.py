"""All that is kept about one person: to be shown, and to be erased."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from irp_stub.store.records import HeldHandle, KnownAccount, Mailbox, RuledOut

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from irp_stub.store.memory.state import Book, State
    from irp_stub.store.records import Lead, Review, Unresolved

__all__ = ["MemoryDossier"]


class MemoryDossier:
    def __init__(self, book: Book) -> None:
        self._book = book

    def accounts(self, customer_id: str) -> list[KnownAccount]:
        state = self._book.state
        edges = [edge for edge in state.edges.values() if edge.customer_id == customer_id]
        return [
            KnownAccount(
                edge.channel,
                edge.user_id,
                edge.handle,
                edge.confirmed_at,
                edge.rule,
                tuple(_handles(state, edge.id)),
            )
            for edge in sorted(edges, key=lambda edge: (edge.channel, edge.id))
        ]

    def mailboxes(self, customer_id: str) -> list[Mailbox]:
        found = sorted(self._book.state.mailboxes.items())
        return [Mailbox(address, verified) for (address, owner), verified in found if owner == customer_id]

    def aliases(self, customer_id: str) -> list[str]:
        return sorted(alias for alias, owner in self._book.state.aliases.items() if owner == customer_id)

    def ruled_out(self, channel: str, account_key: str) -> list[str]:
        keys = self._book.state.ruled_out
        return sorted(owner for where, key, owner in keys if (where, key) == (channel, account_key))

    def ruled_out_of(self, customer_id: str) -> list[RuledOut]:
        found = self._book.state.ruled_out.items()
        mine = (RuledOut(where, key, at) for (where, key, owner), at in found if owner == customer_id)
        return sorted(mine, key=lambda each: (each.decided_at, each.channel, each.account))

    def leads(self, customer_id: str) -> list[Lead]:
        mine = _Erasure(self._book.state, customer_id).leads
        found = (lead for lead_id, lead in self._book.state.leads.items() if lead_id in mine)
        return sorted(found, key=lambda lead: lead.created_at)

    def reviews(self, customer_id: str) -> list[Review]:
        about = _Erasure(self._book.state, customer_id)
        found = (review for review in self._book.state.reviews.values() if about.is_asked(review))
        return sorted(found, key=lambda review: review.created_at)

    def unresolved(self, customer_id: str) -> list[tuple[float, Unresolved]]:
        about, kept = _Erasure(self._book.state, customer_id), self._book.state.unresolved.values()
        return sorted(((at, who) for who, at in kept if about.is_account(who)), key=lambda each: each[0])

    def erase(self, customer_id: str) -> bool:
        if customer_id not in self._book.state.customers:
            return False
        for person in (customer_id, *self.aliases(customer_id)):
            _Erasure(self._book.state, person).run()
        return True

    def erase_lead(self, lead_id: str) -> bool:
        state = self._book.state
        if lead_id not in state.leads:
            return False
        _Erasure(state, lead_id).run_lead()
        return True


def _handles(state: State, edge_id: int) -> list[HeldHandle]:
    spells = (spell for spell in state.spells.values() if spell.identity_id == edge_id)
    held = (HeldHandle(spell.name, spell.valid_from, spell.valid_to) for spell in spells)
    return sorted(held, key=lambda spell: spell.valid_from)


class _Erasure:
    """What names one person, or one lead; it goes with them."""

    def __init__(self, state: State, who: str) -> None:
        self._state, self._who = state, who
        mine = {edge.id: edge for edge in state.edges.values() if edge.customer_id == who}
        spells = [spell for spell in state.spells.values() if spell.identity_id in mine]
        self._edges = mine
        self._handles = {spell.name for spell in spells}
        self._user_ids = {edge.user_id for edge in mine.values() if edge.user_id is not None}
        self._accounts = {edge.key for edge in mine.values()} | {
            (spell.channel, f"handle:{spell.name}") for spell in spells
        }
        self._addresses = {address for address, owner in state.mailboxes if owner == who}
        self.leads = {lead_id for lead_id, lead in state.leads.items() if self._is_mine(lead)}

    def run(self) -> None:
        state, who = self._state, self._who
        for lead_id in self.leads:
            _Erasure(state, lead_id).run_lead()
        for lead_id, lead in state.leads.items():
            if lead.claimed_email in self._addresses:
                state.leads[lead_id] = replace(lead, claimed_email=None)
        self._erase_reviews()
        _keep(state.answers, lambda _, kept: not _names(kept[0].body, who))
        _keep(state.unresolved, lambda _, kept: not self.is_account(kept[0]))
        _keep(state.decisions, lambda _, kept: not self._is_told(kept.customer_id, kept.record))
        _keep(state.ruled_out, lambda key, _: key[2] != who and key[:2] not in self._accounts)
        _keep(state.outgoing, lambda _, waiting: not _names(waiting[0].body, who))
        _keep(state.bots, lambda bot, _: (bot[0], f"id:{bot[1]}") not in self._accounts)
        _keep(state.audit, lambda _, row: row[0] != who and who not in row[1].detail.split())
        _keep(state.undoings, lambda merge_id, _: not self._is_merged(merge_id))
        _keep(state.merges, lambda merge_id, _: not self._is_merged(merge_id))
        _keep(state.spells, lambda _, spell: spell.identity_id not in self._edges)
        _keep(state.edges, lambda number, _: number not in self._edges)
        _keep(state.mailboxes, lambda key, _: key[1] != who)
        _keep(state.aliases, lambda alias, owner: who not in {alias, owner})
        _keep(state.customers, lambda customer_id, _: customer_id != who)

    def run_lead(self) -> None:
        state, lead_id = self._state, self._who
        _keep(state.answers, lambda _, kept: not _names(kept[0].body, lead_id))
        _keep(state.reviews, lambda _, review: review.lead_id != lead_id)
        _keep(state.lead_accounts, lambda _, owner: owner != lead_id)
        _keep(state.audit, lambda _, row: row[1].detail != lead_id)
        _keep(state.leads, lambda key, _: key != lead_id)

    def _erase_reviews(self) -> None:
        state = self._state
        gone = {review_id for review_id, review in state.reviews.items() if self.is_asked(review)}
        _keep(state.reviews, lambda review_id, _: review_id not in gone)
        _keep(state.subjects, lambda review_id, _: review_id not in gone)
        _keep(state.conversations, lambda _, review_id: review_id not in gone)

    def _is_mine(self, lead: Lead) -> bool:
        known_by = {key for key, owner in self._state.lead_accounts.items() if owner == lead.lead_id}
        return bool(known_by & self._accounts) or lead.email in self._addresses

    def is_account(self, sender: Any) -> bool:
        keys = {(sender.channel, f"id:{sender.user_id}"), (sender.channel, f"handle:{sender.handle}")}
        return bool(keys & self._accounts)

    def is_asked(self, review: Review) -> bool:
        candidates = {review.customer_id, *(customer for customer, _ in review.candidates)}
        return self._who in candidates or self.is_account(review)

    def _is_told(self, customer_id: str | None, record: bytes) -> bool:
        by_account = [("user_id", value) for value in self._user_ids]
        by_account += [("handle", value) for value in self._handles]
        told = (
            b'"%b":%b' % (name.encode(), msgspec.json.encode(value)) in record for name, value in by_account
        )
        return customer_id == self._who or _names(record, self._who) or any(told)

    def _is_merged(self, merge_id: str) -> bool:
        merge = self._state.merges.get(merge_id)
        return merge is not None and self._who in {merge.into_id, merge.from_id}


def _names(body: bytes, who: str) -> bool:
    return msgspec.json.encode(who) in body


def _keep(rows: dict[Any, Any], which: Callable[[Any, Any], bool]) -> None:
    for key in [key for key, value in rows.items() if not which(key, value)]:
        del rows[key]

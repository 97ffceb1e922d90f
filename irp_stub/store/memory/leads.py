"""Leads, the accounts they are known by, and the answers that were given to idempotency keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from irp_stub.store.memory.state import Book
    from irp_stub.store.records import KeptAnswer, Lead

__all__ = ["MemoryLeads"]


class MemoryLeads:
    def __init__(self, book: Book) -> None:
        self._book = book

    def get(self, lead_id: str) -> Lead | None:
        return self._book.state.leads.get(lead_id)

    def of_account(self, channel: str, account_key: str) -> Lead | None:
        return self.get(self._book.state.lead_accounts.get((channel, account_key), ""))

    def of_email(self, address: str) -> Lead | None:
        return next((lead for lead in self._book.state.leads.values() if lead.email == address), None)

    def of_conversation(self, conversation_id: str) -> Lead | None:
        leads = self._book.state.leads.values()
        return next((lead for lead in leads if lead.conversation_id == conversation_id), None)

    def add(self, lead: Lead) -> None:
        self._book.state.leads[lead.lead_id] = lead

    def settle(self, lead_id: str, status: str | None) -> None:
        lead = self.get(lead_id)
        if lead is not None:
            self.add(replace(lead, needs_review=False, status=status or lead.status))

    def know_by(self, lead_id: str, channel: str, account_keys: Iterable[str]) -> None:
        for key in account_keys:
            self._book.state.lead_accounts.setdefault((channel, key), lead_id)

    def kept_answer(self, key: str) -> KeptAnswer | None:
        kept = self._book.state.answers.get(key)
        return kept[0] if kept else None

    def keep_answer(self, key: str, answer: KeptAnswer, now: float) -> None:
        self._book.state.answers[key] = (answer, now)

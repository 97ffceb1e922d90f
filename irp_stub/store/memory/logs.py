"""What is kept to be read later: decisions, handles nobody knew, and who wrote what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.store.memory.state import Decided
from irp_stub.store.records import Happening, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from irp_stub.store.memory.state import Book
    from irp_stub.store.records import Unresolved

__all__ = ["MemoryLogs"]


class MemoryLogs:
    def __init__(self, book: Book) -> None:
        self._book = book

    def keep_decision(self, decision_id: str, customer_id: str | None, record: bytes, now: float) -> None:
        self._book.state.decisions[decision_id] = Decided(customer_id, now, record)

    def decision(self, decision_id: str) -> bytes | None:
        kept = self._book.state.decisions.get(decision_id)
        return kept.record if kept else None

    def log_unresolved(self, unresolved: Unresolved, now: float) -> bool:
        who = unresolved
        account = f"account:{who.channel}:{who.user_id}:{who.handle}"
        key = f"conversation:{who.conversation_id}" if who.conversation_id else account
        return self._book.state.unresolved.setdefault(key, (unresolved, now)) == (unresolved, now)

    def unresolved(self, limit: int, after: float) -> list[tuple[float, Unresolved]]:
        kept = self._book.state.unresolved.items()
        waiting = sorted((at, key, who) for key, (who, at) in kept if at > after)
        last = waiting[:limit][-1][0] if waiting else after
        return [(at, who) for at, _, who in waiting if at <= last]

    def written(self, limit: int, after: int) -> list[Written]:
        lines = [
            Written(number, told.at, told.actor, told.action, about, told.detail)
            for number, (about, told) in self._book.state.audit.items()
            if number > after
        ]
        return lines[:limit]

    def forget(self, before: float, reviewed_before: float) -> int:
        state = self._book.state
        gone = {
            review_id
            for review_id, review in state.reviews.items()
            if review.decided_at is not None and review.decided_at < reviewed_before
        }
        return (
            _drop(state.decisions, lambda _, kept: kept.at < before)
            + _drop(state.unresolved, lambda _, kept: kept[1] < before)
            + _drop(state.answers, lambda _, kept: kept[1] < before)
            + _drop(state.conversations, lambda _, review_id: review_id in gone)
            + _drop(state.reviews, lambda review_id, _: review_id in gone)
            + 0 * _drop(state.subjects, lambda review_id, _: review_id in gone)
        )

    def of_people(self, customer_ids: Sequence[str], limit: int) -> list[Happening]:
        state = self._book.state
        done = [
            (happening.at, number, happening)
            for number, (about, happening) in state.audit.items()
            if about in customer_ids and happening.action != "resolve"
        ]
        decided = [
            (kept.at, 0, Happening(kept.at, "", "decision", decision_id, kept.record))
            for decision_id, kept in state.decisions.items()
            if kept.customer_id in customer_ids
        ]
        latest = sorted(done + decided, key=lambda each: each[:2], reverse=True)
        return [happening for *_, happening in latest[:limit]]

    def audit(self, actor: str, action: str, customer_id: str | None, detail: str, now: float) -> None:
        number = self._book.state.next()
        self._book.state.audit[number] = (customer_id, Happening(now, actor, action, detail))


def _drop(rows: dict[Any, Any], which: Callable[[Any, Any], bool]) -> int:
    gone = [key for key, value in rows.items() if which(key, value)]
    for key in gone:
        del rows[key]
    return len(gone)

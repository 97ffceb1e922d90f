"""Messages that are to be delivered to others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from irp_stub.store.records import Outgoing

if TYPE_CHECKING:
    from irp_stub.store.memory.state import Book

__all__ = ["MemoryOutbox"]


class MemoryOutbox:
    def __init__(self, book: Book) -> None:
        self._book = book

    def add(self, body: bytes, now: float) -> None:
        number = self._book.state.next()
        self._book.state.outgoing[number] = (Outgoing(number, body, 0), now)

    def due(self, now: float, limit: int) -> list[Outgoing]:
        waiting = self._book.state.outgoing.values()
        return [outgoing for outgoing, due_at in waiting if due_at <= now][:limit]

    def delivered(self, number: int) -> None:
        self._book.state.outgoing.pop(number, None)

    def postpone(self, number: int, due_at: float) -> None:
        outgoing, _ = self._book.state.outgoing[number]
        self._book.state.outgoing[number] = (replace(outgoing, tries=outgoing.tries + 1), due_at)

"""API keys, and the accounts that are known to be bots."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from irp_stub.store.memory.state import Book
    from irp_stub.store.records import ApiKey

__all__ = ["MemoryAccess"]


class MemoryAccess:
    def __init__(self, book: Book) -> None:
        self._book = book

    def fact(self, name: str) -> bytes | None:
        return self._book.state.facts.get(name)

    def set_fact(self, name: str, value: bytes) -> None:
        self._book.state.facts[name] = value

    def keys(self, now: float) -> tuple[ApiKey, ...]:
        keys = self._book.state.keys.values()
        return tuple(key for key in keys if key.expires_at is None or key.expires_at > now)

    def put_key(self, key: ApiKey, now: float) -> None:  # noqa: ARG002  (a store that outlives the process keeps it)
        self._book.state.keys[key.key_id] = key

    def revoke_key(self, key_id: str, now: float) -> bool:  # noqa: ARG002
        return self._book.state.keys.pop(key_id, None) is not None

    def is_known_bot(self, channel: str, user_id: str) -> bool:
        bots = self._book.state.bots
        return (channel, user_id) in bots or ("*", user_id) in bots

    def add_known_bots(self, bots: Iterable[tuple[str, str]]) -> None:
        for bot in bots:
            self._book.state.bots[bot] = None

"""Customers as a steward looks for them: by whatever stands in front of them, never by a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.identity.confusables import skeleton
from irp_stub.identity.handle import normalise
from irp_stub.store.records import Found

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

__all__ = ["SqliteDirectory"]

_LAST = "\U0010ffff"
_OF = "SELECT c.customer_id, c.name, c.tier, "
# Accounts are indexed by channel, then id: the few channels are found by leaping from one to the next.
_CHANNELS = """WITH RECURSIVE known(channel) AS (
    SELECT min(channel) FROM identity UNION ALL
    SELECT (SELECT min(channel) FROM identity WHERE channel > known.channel) FROM known WHERE channel IS NOT NULL
) """
_WAYS = (
    f"{_OF} 'id', NULL, NULL FROM customer c WHERE c.customer_id = :text",
    f"""{_OF} 'alias', NULL, a.alias FROM customer_alias a JOIN customer c USING (customer_id)
    WHERE a.alias = :text""",
    f"""{_CHANNELS} {_OF} 'user_id', i.channel, i.user_id FROM known JOIN identity i
    ON i.channel = known.channel AND i.user_id = :text JOIN customer c USING (customer_id)""",
    f"""{_OF} 'email', NULL, e.address FROM email e JOIN customer c USING (customer_id)
    WHERE e.address = :name""",
    f"""{_OF} iif(h.valid_to IS NULL, 'handle', 'former_handle'), h.channel, h.name FROM held_handle h
    JOIN identity i ON i.id = h.identity_id JOIN customer c USING (customer_id)
    WHERE h.name = :name ORDER BY h.valid_to IS NOT NULL, h.channel LIMIT :limit""",
    f"""{_OF} 'look_alike', h.channel, h.name FROM held_handle h
    JOIN identity i ON i.id = h.identity_id JOIN customer c USING (customer_id)
    WHERE h.skeleton = :skeleton AND h.name <> :name LIMIT :limit""",
    f"""{_OF} 'handle', h.channel, h.name FROM held_handle h
    JOIN identity i ON i.id = h.identity_id JOIN customer c USING (customer_id)
    WHERE h.name > :name AND h.name < :name || '{_LAST}' AND h.valid_to IS NULL ORDER BY h.name LIMIT :limit""",
    f"""{_OF} 'look_alike', h.channel, h.name FROM held_handle h
    JOIN identity i ON i.id = h.identity_id JOIN customer c USING (customer_id)
    WHERE h.skeleton > :skeleton AND h.skeleton < :skeleton || '{_LAST}' ORDER BY h.skeleton LIMIT :limit""",
    f"""{_OF} 'id', NULL, NULL FROM customer c
    WHERE c.customer_id > :text AND c.customer_id < :text || '{_LAST}' ORDER BY 1 LIMIT :limit""",
)


class SqliteDirectory:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute

    def find(self, text: str, limit: int) -> list[Found]:
        """Each customer once, by the nearest way."""
        found: dict[str, Found] = {}
        for each in self._ways(text.strip(), limit):
            found.setdefault(each.customer_id, each)
            if len(found) == limit:
                break
        return list(found.values())

    def _ways(self, text: str, limit: int) -> Iterator[Found]:
        name = normalise(text)
        if not name:
            return
        given = {"text": text, "name": name, "skeleton": skeleton(text.removeprefix("@")), "limit": limit}
        for way in _WAYS:
            yield from (Found(*row) for row in self._execute(way, given).fetchall())

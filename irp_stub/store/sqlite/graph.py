"""The identity graph, read: what the rules of `irp_stub.identity` ask."""

# ruff: noqa: S608  (what is put into statements are constants of this module)

from __future__ import annotations

from typing import TYPE_CHECKING

from irp_stub.identity.model import Identity
from irp_stub.store.records import Profile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from irp_stub.identity.handle import Handle
    from irp_stub.identity.model import Claim
    from irp_stub.store.sqlite.snapshot import Snapshot

__all__ = ["SqliteView", "account_keys"]

_LIMIT = 20
"""Nobody decides over more; an identifier that so many share tells nothing."""

# A statement is found again by its text, quickest where that is one object.
_IDENTITY = (
    "SELECT id, channel, user_id, customer_id, handle, confirmed_at, rule = 'steward' FROM identity "
    "WHERE channel = ? AND user_id = ?"
)
_IDENTITY_WITH_PROFILE = (
    "SELECT i.id, i.customer_id, i.handle, i.confirmed_at, i.rule = 'steward', c.profile, c.social_graph "
    "FROM identity i JOIN customer c ON c.customer_id = i.customer_id WHERE i.channel = ? AND i.user_id = ?"
)
_HOLDER = (
    "SELECT i.id, i.channel, i.user_id, i.customer_id, h.name, i.confirmed_at, i.rule = 'steward' "
    "FROM held_handle h JOIN identity i ON i.id = h.identity_id "
)
_LOOK_ALIKES = f"""
{_HOLDER} WHERE h.id IN (
    SELECT id FROM (SELECT id FROM held_handle WHERE skeleton = :skeleton LIMIT {_LIMIT})
    UNION SELECT id FROM (SELECT id FROM held_handle WHERE skeleton = :raw_skeleton LIMIT {_LIMIT})
    UNION SELECT id FROM (SELECT id FROM held_handle WHERE raw_skeleton = :skeleton LIMIT {_LIMIT})
    UNION SELECT id FROM (SELECT id FROM held_handle WHERE raw_skeleton = :raw_skeleton LIMIT {_LIMIT})
    UNION SELECT id FROM (SELECT id FROM held_handle WHERE leet = :leet LIMIT {_LIMIT})
) ORDER BY h.id LIMIT {_LIMIT}
"""


def account_keys(user_id: str | None, handle: str | None) -> tuple[str, ...]:
    """How tables name an account that may be known by its id, its handle or both."""
    keys = (("id", user_id), ("handle", handle))
    return tuple(f"{kind}:{value}" for kind, value in keys if value is not None)


class SqliteView:
    def __init__(self, connection: sqlite3.Connection, snapshot: Snapshot | None = None) -> None:
        self._execute = connection.execute
        self._snapshot = snapshot

    def identity(self, channel: str, user_id: str) -> Identity | None:
        if self._snapshot is not None and self._snapshot.is_open:
            return self._with_profile(channel, user_id, self._snapshot)
        row = self._execute(_IDENTITY, (channel, user_id)).fetchone()
        return Identity(*row) if row else None

    def _with_profile(self, channel: str, user_id: str, snapshot: Snapshot) -> Identity | None:
        """Who asks whose an account is will ask for the customer's profile: one statement is quicker than two."""
        row = self._execute(_IDENTITY_WITH_PROFILE, (channel, user_id)).fetchone()
        if row is None:
            return None
        number, customer_id, handle, confirmed_at, by_steward, profile, social_graph = row
        snapshot.profiles[customer_id] = Profile(profile, social_graph)
        return Identity(number, channel, user_id, customer_id, handle, confirmed_at, by_steward)

    def holder(self, channel: str, name: str) -> Identity | None:
        row = self._execute(
            f"{_HOLDER} WHERE h.channel = ? AND h.name = ? AND h.valid_to IS NULL", (channel, name)
        ).fetchone()
        return Identity(*row) if row else None

    def former_holder(self, channel: str, name: str) -> Identity | None:
        row = self._execute(
            f"{_HOLDER} WHERE h.name = ? AND h.channel = ? ORDER BY h.valid_to DESC, h.id DESC LIMIT 1",
            (name, channel),
        ).fetchone()
        return Identity(*row) if row else None

    def elsewhere(self, channel: str, name: str) -> Sequence[Identity]:
        rows = self._execute(
            f"{_HOLDER} WHERE h.name = ? AND h.channel <> ? AND h.valid_to IS NULL LIMIT {_LIMIT}",
            (name, channel),
        )
        return [Identity(*row) for row in rows]

    def look_alikes(self, handle: Handle) -> Sequence[Identity]:
        keys = {"skeleton": handle.skeleton, "raw_skeleton": handle.raw_skeleton, "leet": handle.leet}
        return [Identity(*row) for row in self._execute(_LOOK_ALIKES, keys)]

    def readers(self, address: str) -> Sequence[str]:
        rows = self._execute(
            f"SELECT customer_id FROM email WHERE address = ? AND verified ORDER BY 1 LIMIT {_LIMIT}",
            (address,),
        )
        return [customer_id for (customer_id,) in rows]

    def accounts_of(self, customer_id: str, channel: str) -> int:
        (count,) = self._execute(
            "SELECT count(*) FROM identity WHERE customer_id = ? AND channel = ?", (customer_id, channel)
        ).fetchone()
        return int(count)

    def cannot_link(self, claim: Claim) -> frozenset[str]:
        keys = account_keys(claim.user_id, claim.handle.name if claim.handle else None)
        found: set[str] = set()
        for key in keys:
            rows = self._execute(
                "SELECT customer_id FROM cannot_link WHERE channel = ? AND account = ?", (claim.channel, key)
            )
            found.update(customer_id for (customer_id,) in rows)
        return frozenset(found)

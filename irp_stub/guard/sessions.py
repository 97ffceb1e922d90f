"""Sessions of stewards' consoles: begun with a key, ended by time, by signing out, or with their key.

They are this process's own: a platform that is started anew has none. Of a token only a hash is held.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace

__all__ = ["LONGEST", "Session", "Sessions"]

LONGEST = 8 * 3600.0
"""Seconds after which a session ends, however busy: a working day."""

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Session:
    """`csrf_token` goes along with what the page writes, so that no other page can write in its name."""

    key_id: str
    csrf_token: str
    begun_at: float
    seen_at: float


class Sessions:
    """`idle` is how many seconds a session outlives its last request."""

    def __init__(self, idle: float) -> None:
        self._idle = idle
        self._sessions: dict[bytes, Session] = {}

    def begin(self, key_id: str, now: float) -> tuple[str, Session]:
        """Begin a session; its token is told this once."""
        self._forget_ended(now)
        token = secrets.token_urlsafe(32)
        session = Session(key_id, secrets.token_urlsafe(32), now, now)
        self._sessions[_digest(token)] = session
        return token, session

    def find(self, token: str, now: float) -> Session | None:
        """The session, which goes on from now; None where it has ended or never was."""
        digest = _digest(token)
        session = self._sessions.get(digest)
        if session is None or now >= self.ends_at(session):
            self._sessions.pop(digest, None)
            return None
        self._sessions[digest] = replace(session, seen_at=now)
        return self._sessions[digest]

    def end(self, token: str) -> bool:
        return self._sessions.pop(_digest(token), None) is not None

    def ends_at(self, session: Session) -> float:
        return min(session.seen_at + self._idle, session.begun_at + LONGEST)

    def _forget_ended(self, now: float) -> None:
        alive = [(digest, each) for digest, each in self._sessions.items() if now < self.ends_at(each)]
        self._sessions = dict(alive[-_MOST:])


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()

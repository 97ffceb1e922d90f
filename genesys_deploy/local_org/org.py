"""One local org: its tables, its clock, its lock."""

from __future__ import annotations

import contextlib
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from genesys_deploy.local_org.http.faults import Faults, Newborns
from genesys_deploy.local_org.http.rate_limit import RateLimit
from genesys_deploy.local_org.settings import OrgSettings
from genesys_deploy.local_org.table import Row, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Org", "new_id", "timestamp"]

R = TypeVar("R", bound=Row)


def new_id() -> str:
    return str(uuid.uuid4())


def timestamp(moment: datetime) -> str:
    """As the platform writes it: UTC, milliseconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


class Org:
    """The state of an org; tables are made when first asked for, or come from a snapshot.

    `lock` guards all tables: a request holds it while its handler works, a run while it writes down
    what it has done, never while it waits for somebody else's server. `changed` is to be called, without
    the lock, after each change that a snapshot should hold. `hosts` are the names that a request may ask
    for; none means any.
    """

    def __init__(
        self,
        settings: OrgSettings | None = None,
        *,
        snapshot: Mapping[str, Any] | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.settings = settings or OrgSettings()
        self.lock = threading.RLock()
        self.url = ""
        self.hosts: frozenset[str] = frozenset()
        self.changed: Callable[[], None] = lambda: None
        self._clock = clock
        self._snapshot = dict(snapshot or {})
        self._tables: dict[type[Row], Table[Any]] = {}
        self.faults = Faults(Newborns(clock))
        self.rate_limit = RateLimit(self.settings.requests_per_minute, clock)
        self._workers = ThreadPoolExecutor(self.settings.workers, thread_name_prefix="local-org")

    def table(self, kind: type[R]) -> Table[R]:
        with self.lock:
            if kind not in self._tables:
                kept = msgspec.convert(self._snapshot.get(kind.__name__, []), list[kind])  # type: ignore[valid-type]
                self._tables[kind] = Table(kind, kept, self.faults.newborns.note)
            return cast("Table[R]", self._tables[kind])

    def snapshot(self) -> dict[str, Any]:
        """All rows as plain data, by the name of their kind; those of kinds that are not kept are left out."""
        with self.lock:
            tables = {kind: table for kind, table in self._tables.items() if kind.kept}
            rows = {kind.__name__: msgspec.to_builtins(list(table)) for kind, table in tables.items()}
            return {**self._snapshot, **rows}

    def work(self, job: Callable[[], None]) -> None:
        """Do something in the background; what comes after `close` is left undone."""
        with contextlib.suppress(RuntimeError):
            self._workers.submit(job)

    def close(self) -> None:
        """Wait for what is being worked on; what is only lined up is left undone."""
        self._workers.shutdown(wait=True, cancel_futures=True)

    def now(self) -> datetime:
        return self._clock()

    def stamp(self) -> str:
        return timestamp(self.now())

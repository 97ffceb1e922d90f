"""A platform on a bad day: faults that tests and users switch on, one table."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from enum import StrEnum
from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import msgspec

from genesys_deploy.local_org.http.exchange import Answer, text
from genesys_deploy.local_org.http.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from genesys_deploy.local_org.http.route import Route

__all__ = ["EFFECTS", "ConnectionDropped", "Fault", "FaultKind", "FaultList", "Faults", "Newborns"]


class FaultKind(StrEnum):
    """What goes wrong. `dropped_before` loses the request, `dropped_after` only the answer to it."""

    PERMISSION_DENIED = "permission_denied"
    TOO_MANY_REQUESTS = "too_many_requests"
    EXPIRED_TOKEN = "expired_token"  # noqa: S105 -- no password
    SERVER_ERROR = "server_error"
    NOT_JSON = "not_json"
    SLOW = "slow"
    DROPPED_BEFORE = "dropped_before"
    DROPPED_AFTER = "dropped_after"
    LAGGING_LISTS = "lagging_lists"
    DUPLICATE_NAMES = "duplicate_names"
    FAILED_JOB = "failed_job"


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One fault. `operation` is a pattern: `POST /api/v2/flows/jobs`, `GET *`, `*`.

    `times`: how often it strikes, 0 for always; `after`: how many requests it lets pass first. `seconds`: of
    the delay, of the lag, or of `Retry-After`.
    """

    kind: FaultKind
    operation: str = "*"
    times: int = 0
    after: int = 0
    seconds: float = 1.0


class FaultList(msgspec.Struct, frozen=True):
    faults: tuple[Fault, ...]


class ConnectionDropped(Exception):
    """No answer is given; the connection is closed."""


class Newborns:
    """When each object was created, for lists that lag behind."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._born: dict[str, datetime] = {}

    def note(self, row_id: str) -> None:
        self._born.setdefault(row_id, self._clock())

    def is_younger(self, row_id: str, seconds: float) -> bool:
        born = self._born.get(row_id)
        return born is not None and (self._clock() - born).total_seconds() < seconds


class Faults:
    """The faults that are switched on; the first that fits a request strikes."""

    def __init__(self, newborns: Newborns, faults: Iterable[Fault] = ()) -> None:
        self.newborns = newborns
        self._lock = threading.Lock()
        self._faults = tuple(faults)
        self._seen = [0] * len(self._faults)

    @property
    def active(self) -> tuple[Fault, ...]:
        return self._faults

    def switch(self, faults: Iterable[Fault]) -> None:
        """Replace all faults."""
        with self._lock:
            self._faults = tuple(faults)
            self._seen = [0] * len(self._faults)

    def strike(self, route: Route, forget_token: Callable[[], None], proceed: Callable[[], Answer]) -> Answer:
        """Answer a request, `proceed` being how it is answered on a good day.

        Raises:
            ConnectionDropped: there is to be no answer.
        """
        fault = self._next(route)
        if fault is None:
            return proceed()
        return EFFECTS[fault.kind](Struck(fault, route, forget_token, proceed, self.newborns))

    def job_fails(self, operation: str) -> bool:
        """Whether the job that this operation began is to fail."""
        return self._turn(operation, lambda fault: fault.kind is FaultKind.FAILED_JOB) is not None

    def _next(self, route: Route) -> Fault | None:
        return self._turn(route.operation, lambda fault: fault.kind is not FaultKind.FAILED_JOB)

    def _turn(self, operation: str, wanted: Callable[[Fault], bool]) -> Fault | None:
        with self._lock:
            for index, fault in enumerate(self._faults):
                if not (wanted(fault) and fnmatchcase(operation, _pattern(fault.operation))):
                    continue
                self._seen[index] += 1
                turn = self._seen[index] - fault.after
                if turn > 0 and (fault.times == 0 or turn <= fault.times):
                    return fault
        return None


class Struck(msgspec.Struct, frozen=True):
    """A request that a fault has struck."""

    fault: Fault
    route: Route
    forget_token: Callable[[], None]
    proceed: Callable[[], Answer]
    newborns: Newborns


Effect: TypeAlias = Callable[[Struck], Answer]


def _pattern(operation: str) -> str:
    """Braces and brackets of a path stand for themselves."""
    return operation.replace("[", "[[]")


def _denied(struck: Struck) -> Answer:
    """403, naming the permission."""
    listed = ", ".join(struck.route.permissions)
    message = f"Unable to perform the requested action. You are missing the following permission(s): {listed}"
    raise Refusal(403, "missing.permissions", message)


def _limited(struck: Struck) -> Answer:
    """429 with `Retry-After: seconds`."""
    headers = {"Retry-After": f"{struck.fault.seconds:g}"}
    message = "Rate limit exceeded the maximum [300] requests within [60] seconds"
    raise Refusal(429, "too.many.requests", message, headers=headers)


def _expired(struck: Struck) -> Answer:
    """401, and the token is worth nothing from then on."""
    struck.forget_token()
    return struck.proceed()


def _broken(struck: Struck) -> Answer:
    """500; nothing was done."""
    del struck
    message = "The server encountered an unexpected condition which prevented it from fulfilling the request."
    raise Refusal(500, "internal.server.error", message)


def _not_json(struck: Struck) -> Answer:
    """200 with an HTML page of a proxy; nothing was done."""
    del struck
    return text("<html><body>502 Bad Gateway</body></html>", "text/html")


def _slow(struck: Struck) -> Answer:
    """The answer comes `seconds` later."""
    time.sleep(struck.fault.seconds)
    return struck.proceed()


def _dropped_before(struck: Struck) -> Answer:
    """The connection is closed without an answer; nothing was done."""
    raise ConnectionDropped(struck.route.operation)


def _dropped_after(struck: Struck) -> Answer:
    """All is done, and the connection is closed without an answer."""
    struck.proceed()
    raise ConnectionDropped(struck.route.operation)


def _lagging(struck: Struck) -> Answer:
    """Lists leave out what is younger than `seconds`."""
    seconds = struck.fault.seconds
    return _relisted(
        struck,
        lambda listed: [one for one in listed if not struck.newborns.is_younger(str(one.get("id")), seconds)],
    )


def _twice(struck: Struck) -> Answer:
    """Lists show every object a second time, under another id."""
    return _relisted(
        struck,
        lambda listed: [
            *listed,
            *({**one, "id": str(uuid.uuid5(uuid.NAMESPACE_OID, one["id"]))} for one in listed),
        ],
    )


def _failed(struck: Struck) -> Answer:
    """A publish or export job ends with `Failure` and a message; nothing was done."""
    return struck.proceed()


def _relisted(struck: Struck, change: Callable[[list[Any]], list[Any]]) -> Answer:
    """A list with other objects; anything else as it is."""
    answer = struck.proceed()
    body = answer.body
    if struck.route.method != "GET" or not isinstance(body, dict) or "entities" not in body:
        return answer
    listed = change(body["entities"])
    more = len(listed) - len(body["entities"])
    changed = {**body, "entities": listed}
    return Answer(200, {**changed, "total": body["total"] + more} if "total" in body else changed)


EFFECTS: Final[Mapping[FaultKind, Effect]] = MappingProxyType(
    {
        FaultKind.PERMISSION_DENIED: _denied,
        FaultKind.TOO_MANY_REQUESTS: _limited,
        FaultKind.EXPIRED_TOKEN: _expired,
        FaultKind.SERVER_ERROR: _broken,
        FaultKind.NOT_JSON: _not_json,
        FaultKind.SLOW: _slow,
        FaultKind.DROPPED_BEFORE: _dropped_before,
        FaultKind.DROPPED_AFTER: _dropped_after,
        FaultKind.LAGGING_LISTS: _lagging,
        FaultKind.DUPLICATE_NAMES: _twice,
        FaultKind.FAILED_JOB: _failed,
    }
)
"""What each fault does to a request; the first line of a docstring is its entry in the docs."""
